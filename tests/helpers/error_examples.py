"""Every error in every form, with its English sentence."""

from pathlib import Path

from deepdub_engine.base import errors
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import message

CLIP, SUBS, FOLDER = Path("clip.mkv"), Path("clip.srt"), Path("out")
URL = "https://example.org/2stems.tar.gz"
EMPTY = message("it is empty")

ERROR_SENTENCES: tuple[tuple[DeepdubError, str], ...] = (
    (
        errors.AnchorsCross(1250, 62_000),
        (
            "Time would run backwards between the anchors at 1.2 s and 62.0 s of the subtitles: move or remove one of"
            " them."
        ),
    ),
    (
        errors.LineGone(FOLDER, "Come in."),
        "“out” no longer has the line “Come in.”: nothing was moved.",
    ),
    (
        errors.NoEpisodes(FOLDER),
        "“out” holds no clip: name a folder with clips, or a CSV that lists them.",
    ),
    (
        errors.SeasonMissing(FOLDER),
        (
            "The clips of the last season are not in “out”: connect the drive and choose the season again, or add"
            " another folder."
        ),
    ),
    (
        errors.SeasonsDamaged(Path("seasons.json"), Path("seasons.damaged.json")),
        (
            "The list of recent seasons is damaged; it is kept as “seasons.damaged.json”, and a new one begins: add the"
            " folder of the season again."
        ),
    ),
    (
        errors.ManifestInvalid(Path("season.csv"), 3, EMPTY),
        "Line 3 of “season.csv” is wrong (it is empty): correct it and run the batch again.",
    ),
    (
        errors.InputChanged(CLIP),
        "“clip.mkv” was changed while it was processed: run the batch again.",
    ),
    (
        errors.NoSubtitlesFor(CLIP),
        "There are no subtitles for “clip.mkv”: put them beside it, or list them.",
    ),
    (
        errors.SchedulerMissing("tcp://a:1", EMPTY),
        "The scheduler “tcp://a:1” cannot be used (it is empty): start it, or leave out --scheduler to work here.",
    ),
    (
        errors.BadLimits("netlfix", ("deepdub", "netflix")),
        (
            "“netlfix” names no limits: write one of deepdub, netflix, or limits such as"
            " cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83."
        ),
    ),
    (
        errors.PatternInvalid("(one", "missing ) at position 4"),
        ("“(one” is not a regular expression: missing ) at position 4. Correct it, or search for it as plain text."),
    ),
    (
        errors.ReplacementInvalid("$2", "no such group"),
        "The replacement “$2” does not fit the regular expression: no such group.",
    ),
    (
        errors.SearchTooSlow("(x+x+)+y", 2.0),
        ("The search for “(x+x+)+y” was stopped after 2 s: write the expression with fewer nested repetitions."),
    ),
    (
        errors.FormatNotWritable(Path("clip.stl"), (".srt", ".vtt")),
        "“clip.stl” names no format that can be written: choose a name that ends in .srt, .vtt.",
    ),
    (
        errors.DictionaryMissing("", "hunspell-en-us"),
        (
            "No dictionary for the spelling check was found: install one of Hunspell, such as the package"
            " hunspell-en-us, or LibreOffice, and check again."
        ),
    ),
    (
        errors.DictionaryMissing("fr", "hunspell-fr"),
        (
            "There is no dictionary for the language “fr”: install one of Hunspell, such as the package hunspell-fr, or"
            " choose another language in the settings."
        ),
    ),
    (
        errors.SpellingStopped(),
        "The spelling check has stopped: check again, or install the package chunspell.",
    ),
    (
        errors.BadFrameRate("soon"),
        "“soon” is not a frame rate: write the frames per second, such as 25, 23.976 or 24000/1001.",
    ),
    (
        errors.BadShift("soon"),
        "“soon” is not a shift: write a shift as 3.4s, -420ms or -1:02.5, or a ratio as 25/23.976.",
    ),
    (
        errors.UnitMissing("-3000"),
        "“-3000” may be milliseconds or seconds: write -3000ms or -3000s.",
    ),
    (
        errors.BadTime("10:99"),
        "“10:99” is not a time: write it as 3.4s, 340ms, 10:33 or 1:02:10.250.",
    ),
    (
        errors.BadTimecode("1:99", "25"),
        "“1:99” is not a time code at 25 frames per second: write it as 01:00:00:00.",
    ),
    (
        errors.SentencesInvalid(Path("out/sentences.csv"), message("it is empty")),
        (
            "“sentences.csv” is no table of sentences (it is empty): write one with “deepdub sentences … -o"
            " sentences.csv”."
        ),
    ),
    (
        errors.SentencesInvalid(Path("out/sentences.csv"), message("it has no text"), 3),
        "Sentence 3 of “sentences.csv” cannot be used (it has no text): correct it and start again.",
    ),
    (
        errors.SoundtrackUnfit(Path("audio_gen.wav"), Path("film.mkv"), 61_500, 5_400_000),
        (
            "“audio_gen.wav” lasts 61.5 s, but “film.mkv” lasts 5400.0 s: choose the film that the soundtrack was made"
            " from."
        ),
    ),
    (
        errors.FilmNameMissing(Path("film.mkv")),
        (
            "Name the film to write: “film.mkv” itself is never changed. Add -o and a name that ends in .mkv, .mp4,"
            " .mov or .ts."
        ),
    ),
    (
        errors.PictureUnsupported(Path("film.mov"), "VP9", (".mkv", ".mp4")),
        "A file that ends in .mov cannot hold the picture of this film (VP9): choose a name that ends in .mkv, .mp4.",
    ),
    (
        errors.PictureUnsupported(Path("film.mkv"), "Windows Media Video", ()),
        (
            "The picture of this film (Windows Media Video) cannot be copied: convert the film first, for example to"
            " H.264."
        ),
    ),
    (
        errors.ContainerUnsupported(Path("film.avi"), (".mkv", ".mp4")),
        "No film can be written as “film.avi”: choose a name that ends in .mkv, .mp4.",
    ),
    (
        errors.CueReversed(SUBS, 7, "00:00:02.000", "00:00:01.000"),
        (
            "Subtitle 7 of “clip.srt” ends (00:00:01.000) before it starts (00:00:02.000): correct its times and"
            " open the file again."
        ),
    ),
    (
        errors.NotSurround(CLIP, 1, 2),
        ("Audio track 1 of “clip.mkv” is mono or stereo: choose a track with more channels, or omit --surround."),
    ),
    (
        errors.SurroundIsOwnMode("--exact"),
        "Spleeter itself has no surround stems: omit --surround or --exact.",
    ),
    (
        errors.FrameRateUnknown(SUBS),
        (
            "“clip.srt” counts frames but does not state the frame rate: specify it with --fps, or choose an SRT, ASS"
            " or VTT file."
        ),
    ),
    (
        errors.LanguageUnknown(SUBS, "de", ("Korean", "English")),
        "“clip.srt” has no subtitles in de: choose one of Korean, English.",
    ),
    (
        errors.LanguageUnknown(SUBS, "de", ()),
        "“clip.srt” holds only one language: leave out --language de.",
    ),
    (
        errors.OnlyTimesEditable(SUBS, "TMPlayer"),
        (
            "Only changed times can be saved to “clip.srt” (TMPlayer), not inserted, deleted or edited subtitles: save"
            " the project, which keeps everything."
        ),
    ),
    (
        errors.AccompanimentMissing(FOLDER, "00:00:05.000"),
        "“out” has no music and effects at 00:00:05.000: separate the whole clip and export the sentences again.",
    ),
    (
        errors.NoVoices(FOLDER),
        "There is no generated speech in “out”: put a “<hash>_gen_vocals.wav” for each sentence there.",
    ),
    (
        errors.NothingToUndo(FOLDER),
        "No voices in “out” were moved: there is nothing to undo.",
    ),
    (
        errors.DiskFull(FOLDER),
        "There is no space left on the disk of “out”: free some space or choose another folder.",
    ),
    (
        errors.DiskTooSmall(FOLDER, 2_600_000_000, 79_000_000),
        "This needs 2.6 GB of disk space, but the disk of “out” has only 79 MB free: free some space and try again.",
    ),
    (
        errors.DisplayMissing(),
        "There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY.",
    ),
    (
        errors.DownloadFailed(URL, message("the server says {answer}", answer="404 Not Found")),
        (
            "“https://example.org/2stems.tar.gz” could not be downloaded (the server says 404 Not Found): try again"
            " later, or download it on another computer and use “deepdub models import”."
        ),
    ),
    (
        errors.DownloadMismatch(URL, message("a web page")),
        (
            "“https://example.org/2stems.tar.gz” did not send the model (a web page), so nothing was installed: try"
            " another network or --mirror."
        ),
    ),
    (
        errors.FileMissing(CLIP),
        "There is no file “clip.mkv”: check the name and the folder.",
    ),
    (
        errors.FileUnreadable(CLIP, "permission denied"),
        "“clip.mkv” cannot be read (permission denied): check its permissions and that its disk is connected.",
    ),
    (
        errors.FolderInvalid(FOLDER, message("{name} is damaged", name="segments.csv")),
        "“out” is not a complete sentence folder (segments.csv is damaged): create it again with “deepdub run”.",
    ),
    (
        errors.MediaTruncated(CLIP, 12_340, 60_000),
        "“clip.mkv” is incomplete (12.3 s of 60.0 s): copy or download the file again.",
    ),
    (
        errors.CuesNotAdjacent(3),
        "Subtitle 3 lies between the subtitles to merge: select it as well, or merge only adjacent ones.",
    ),
    (
        errors.ModelInvalid(FOLDER, message("it holds no checkpoint")),
        "No model can be installed from “out” (it holds no checkpoint): choose another archive or folder.",
    ),
    (
        errors.ModelNotInstalledHere("spleeter-2stems", FOLDER),
        "“spleeter-2stems” in “out” was not installed by Deepdub: delete it by hand if you no longer need it.",
    ),
    (
        errors.ModelShipped("speech"),
        "“speech” comes with Deepdub: it cannot be fetched or removed.",
    ),
    (
        errors.ModelUnknown("spech", ("speech", "spleeter-2stems")),
        "There is no model “spech”: choose one of speech, spleeter-2stems.",
    ),
    (
        errors.NoAudio(CLIP),
        "“clip.mkv” has no audio: choose a file with an audio track.",
    ),
    (
        errors.NoCues(SUBS),
        "“clip.srt” has no subtitles: choose another file or another slice.",
    ),
    (
        errors.NoCues(SUBS, "00:00:01.000", "00:00:02.000"),
        "“clip.srt” has no subtitles between 00:00:01.000 and 00:00:02.000: choose another file or another slice.",
    ),
    (
        errors.NoCuesLeft(SUBS),
        "There are no subtitles left to save as “clip.srt”: insert one, or undo the deletion.",
    ),
    (
        errors.AllStemsBySpleeter(),
        "The spleeter engine writes two stems only: omit --engine to get all stems, or omit --stems.",
    ),
    (
        errors.NoOtherStems("speech"),
        (
            "“speech” has no more stems than vocals and accompaniment: use --model spleeter-4stems or spleeter-5stems,"
            " or omit --stems."
        ),
    ),
    (
        errors.NoExactMode("speech"),
        "“speech” is not a Spleeter model, so it has no exact mode: use --model spleeter-2stems, or omit --exact.",
    ),
    (errors.TooManySpeakers(999), "There are 999 speakers already: merge some that are the same person."),
    (
        errors.NoRoomForCue("00:00:05.000"),
        "There is no room for a subtitle at 00:00:05.000: move the playhead to a gap, or shorten a subtitle.",
    ),
    (
        errors.NoSubtitleTracks(CLIP),
        "“clip.mkv” has no subtitle tracks: open a subtitle file instead.",
    ),
    (
        errors.NoSuchSubtitleTrack(CLIP, 2, 1),
        "“clip.mkv” has no subtitle track 2: choose track 0, the only one.",
    ),
    (
        errors.NoSuchSubtitleTrack(CLIP, 5, 4),
        "“clip.mkv” has no subtitle track 5: choose one of tracks 0 to 3.",
    ),
    (errors.NoSuchCue(9, 4), "There is no subtitle 9: the last one is 4."),
    (errors.NoSuchCue(9, 0), "There is no subtitle 9: open subtitles first."),
    (
        errors.FramesUnknown("00:00:01:10"),
        "“00:00:01:10” counts frames, but the clip has no usual frame rate: write the time as 1:02:10.250.",
    ),
    (
        errors.NoSuchTrack(CLIP, 2, 1),
        "“clip.mkv” has no audio track 2: choose track 0, the only one.",
    ),
    (
        errors.NoSuchTrack(CLIP, 5, 4),
        "“clip.mkv” has no audio track 5: choose one of tracks 0 to 3.",
    ),
    (
        errors.NotMedia(CLIP, EMPTY),
        "“clip.mkv” is not a video or audio file that can be opened (it is empty): choose another file.",
    ),
    (
        errors.NothingToAlignTo(SUBS),
        (
            "There is nothing to align “clip.srt” to: give a video or audio file before it, or correctly timed"
            " subtitles with --reference."
        ),
    ),
    (
        errors.OutputBusy(FOLDER),
        "Another job is writing to “out”: wait until it has finished, or choose another folder.",
    ),
    (
        errors.OutputChanged(SUBS),
        "“clip.srt” was changed by another program after it was opened: save under another name.",
    ),
    (
        errors.OutputExists(FOLDER),
        "“out” already exists: choose another name or folder, or add --force to replace it.",
    ),
    (
        errors.OutputNotWritable(FOLDER, "read-only file system"),
        "“out” cannot be written (read-only file system): choose another folder.",
    ),
    (
        errors.PipMissing(),
        (
            "This Python has no pip, so nothing can be fetched from the package index: install pip, or use --source"
            " github."
        ),
    ),
    (
        errors.ProjectInvalid(SUBS, message("it is not a Deepdub project")),
        "“clip.srt” cannot be opened as a project (it is not a Deepdub project): choose another file or a backup copy.",
    ),
    (
        errors.ProjectNewer(SUBS, 3, 1),
        (
            "“clip.srt” was written by a later version of Deepdub (format 3, this one reads up to 1): install the"
            " newer version to open it."
        ),
    ),
    (
        errors.SeparationCrashed(-9),
        "Separation stopped unexpectedly (status -9): close other programs to free memory and try again.",
    ),
    (
        errors.VoicesCrashed(-9),
        (
            "Listening to the voices stopped unexpectedly (status -9): close other programs to free memory and try"
            " again."
        ),
    ),
    (
        errors.VoicesCrashed(1, message("it cannot be started")),
        (
            "Listening to the voices stopped unexpectedly (status 1, it cannot be started): close other programs to"
            " free memory and try again."
        ),
    ),
    (
        errors.CastInvalid(FOLDER / "cast.json", EMPTY),
        "“cast.json” is no cast (it is empty): choose the “cast.json” of another episode.",
    ),
    (
        errors.SeparationUnstable(4),
        (
            "The processor computed 4 different results for the same sound, so nothing was written: restart the"
            " computer and try again, and check its memory if this comes back."
        ),
    ),
    (
        errors.SeparationCrashed(1, message("it cannot be started")),
        (
            "Separation stopped unexpectedly (status 1, it cannot be started): close other programs to free memory"
            " and try again."
        ),
    ),
    (
        errors.SliceOutside("00:01", "00:01"),
        "The slice from 00:01 to 00:01 is empty: its end must come after its start.",
    ),
    (
        errors.SliceOutside("00:01", "09:00", "00:40"),
        "The slice from 00:01 to 09:00 is not inside the clip: choose times up to 00:40.",
    ),
    (
        errors.SoundUnavailable(message("it does not support {rate} Hz", rate=44100)),
        "The audio device is not available (it does not support 44100 Hz): connect a device and press Play again.",
    ),
    (
        errors.SpleeterMissing(),
        (
            "The spleeter package is not installed: install Deepdub with its [spleeter] extra on Python 3.11, or omit"
            " --engine to get the same stems without it."
        ),
    ),
    (
        errors.SpleeterUnfit("speech"),
        "“speech” is not a Spleeter model: use --model spleeter-2stems, or omit --engine.",
    ),
    (
        errors.SplitOutside(4, "00:00:05.000", 250),
        "Subtitle 4 cannot be split at 00:00:05.000: move the playhead inside it, at least 0.25 s from both ends.",
    ),
    (
        errors.StoreBusy(FOLDER),
        "Another program is changing the models in “out”: wait until it has finished and try again.",
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS),
        "“clip.srt” has an unknown text encoding: save it as UTF-8, or specify its encoding with --encoding.",
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS, "cp949", "--reference-encoding"),
        "“clip.srt” is not valid cp949 text: save it as UTF-8, or specify its encoding with --reference-encoding.",
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS, "cp949"),
        "“clip.srt” is not valid cp949 text: save it as UTF-8, or specify its encoding with --encoding.",
    ),
    (
        errors.SubtitleFormatDiffers(SUBS, "WebVTT", ".vtt"),
        "“clip.srt” does not match the format of these subtitles, WebVTT: choose a name that ends in .vtt.",
    ),
    (
        errors.SubtitleInvalid(SUBS, message("the times in line {line} cannot be read", line=12)),
        "“clip.srt” cannot be read as subtitles (the times in line 12 cannot be read): choose an SRT, ASS or VTT file.",
    ),
    (
        errors.ImageSubtitles(CLIP, "PGS"),
        "“clip.mkv” contains image-based subtitles (PGS): choose text subtitles or a text track.",
    ),
    (
        errors.ImageSubtitles(CLIP, "PGS", 2),
        "Subtitle track 2 of “clip.mkv” is image-based (PGS): choose text subtitles or a text track.",
    ),
    (
        errors.TextNotInEncoding(SUBS, "cp1252", "가"),
        "“가” cannot be stored in “clip.srt”, whose encoding is cp1252: save it as UTF-8.",
    ),
    (
        errors.WeightsDamaged(FOLDER, message("its checksum is wrong")),
        "The weights in “out” are damaged (its checksum is wrong): install the model again.",
    ),
    (
        errors.WeightsMissing("spleeter-2stems", FOLDER),
        (
            "The weights of the model “spleeter-2stems” are not in “out”: install them with “deepdub models"
            " fetch” or “deepdub models import”, or use --model speech."
        ),
    ),
    (
        errors.WeightsMissing("film", FOLDER),
        (
            "The weights that the model “film” needs are not installed: fetch them with “deepdub models fetch film”, or"
            " use --model speech."
        ),
    ),
    (
        errors.WeightsMissing("speech", FOLDER),
        "The weights of the model “speech” are not in “out”: reinstall Deepdub to restore them.",
    ),
    (
        errors.WrittenDiffers(SUBS),
        (
            "“clip.srt” was not saved, because it would be read as other subtitles: look for a text that looks like"
            " times or like the head of a file, or save the project."
        ),
    ),
    (
        errors.MemoryShort(),
        "There is not enough memory: close other programs, or raise the memory limit, and try again.",
    ),
    (
        errors.InstallationBroken("openvino"),
        "A part of Deepdub cannot be loaded (openvino): install Deepdub again.",
    ),
)
