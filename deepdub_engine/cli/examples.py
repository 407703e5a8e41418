"""The examples in the help of each command: what they do, and the command."""

from __future__ import annotations

from collections.abc import Mapping

from deepdub_engine.base.messages import mark

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        (mark("find the right times of subtitles"), "deepdub align film.mkv film.srt -o film-aligned.srt"),
        (mark("everything that the voice step needs"), "deepdub run film.mkv film-aligned.srt -o film-sentences"),
        (mark("lay the generated voices into the film"), "deepdub remix film-sentences"),
    ),
    "info": ((mark("what is in a film"), "deepdub info film.mkv"),),
    "sentences": (
        (mark("the table on the screen"), "deepdub sentences film.srt"),
        (mark("subtitles that are 3 s late, as a file"), "deepdub sentences film.srt --shift -3s -o sentences.csv"),
    ),
    "align": (
        (mark("align to the speech of a film"), "deepdub align film.mkv film.srt -o film-aligned.srt"),
        (mark("align to subtitles in another language"), "deepdub align film.de.srt --reference film.srt -o film.srt"),
    ),
    "shift": (
        (mark("subtitles that are 3 s late"), "deepdub shift film.srt --by -3s -o film-shifted.srt"),
        (
            mark("from 23.976 to 25 frames per second"),
            "deepdub shift film.srt --by 0s --ratio 23.976/25 -o film-25.srt",
        ),
    ),
    "check": ((mark("reading speed and lengths"), "deepdub check film.srt --limits netflix"),),
    "convert": ((mark("from SRT to WebVTT"), "deepdub convert film.srt film.vtt"),),
    "extract": ((mark("the second subtitle track"), "deepdub extract film.mkv --track 1 -o film.srt"),),
    "run": (
        (mark("a whole film"), "deepdub run film.mkv film.srt -o film-sentences"),
        (
            mark("one scene, subtitles 3 s late"),
            "deepdub run film.mkv film.srt --clip 10:33 12:10 --shift -3s -o scene",
        ),
        (
            mark("with texts in the target language"),
            "deepdub run film.mkv film.srt --translation film.ko.srt -o film-sentences",
        ),
    ),
    "batch": (
        (mark("a season: clips and subtitles in one folder"), "deepdub batch season1 -o season1-sentences"),
        (mark("only the plan"), "deepdub batch season1 -o season1-sentences --dry-run"),
    ),
    "separate": (
        (mark("a whole film"), "deepdub separate film.mkv -o stems"),
        (mark("one minute, with all channels"), "deepdub separate film.mkv --clip 10:00 11:00 --surround -o stems"),
    ),
    "segments": ((mark("as run, but without separating"), "deepdub segments film.mkv film.srt -o film-segments"),),
    "remix": (
        (mark("the dubbed soundtrack"), "deepdub remix film-sentences"),
        (
            mark("the film with the dubbed sound"),
            "deepdub remix film-sentences --into film.mkv -o film-dubbed.mkv --language kor",
        ),
    ),
    "lines": (
        (mark("the status of all lines"), "deepdub lines film-sentences"),
        (mark("keep the original of two lines"), "deepdub lines film-sentences --keep 12,40"),
    ),
    "speakers": (
        (mark("who speaks each line"), "deepdub speakers film-sentences"),
        (
            mark("the next episode, with the same people"),
            "deepdub speakers episode2 --cast episode1/cast.json",
        ),
    ),
    "models": (
        (mark("the models and their state"), "deepdub models list"),
        (mark("the best model"), "deepdub models fetch film"),
    ),
    "models list": ((mark("the models and their state"), "deepdub models list"),),
    "models fetch": ((mark("the best model"), "deepdub models fetch film"),),
    "models import": ((mark("from an archive"), "deepdub models import 2stems.tar.gz --name spleeter-2stems"),),
    "models verify": ((mark("all models"), "deepdub models verify"),),
    "models remove": ((mark("one model"), "deepdub models remove spleeter-2stems"),),
    "completion": (
        ("bash", "deepdub completion bash > ~/.local/share/bash-completion/completions/deepdub"),
        ("zsh", "deepdub completion zsh > ~/.zfunc/_deepdub"),
        ("fish", "deepdub completion fish > ~/.config/fish/completions/deepdub.fish"),
    ),
}
