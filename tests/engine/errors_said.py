"""One of every error, in every way in which it is worded, and its English sentence."""

from pathlib import Path

from deepdub_engine import errors
from deepdub_engine.errors import DeepdubError
from deepdub_engine.wording import worded

CLIP, SUBS, FOLDER = Path("clip.mkv"), Path("clip.srt"), Path("out")
URL = "https://example.org/2stems.tar.gz"
EMPTY = worded("it is empty")

SAID: tuple[tuple[DeepdubError, str], ...] = (
    (
        errors.AnchorsCross(1250, 62_000),
        (
            "Time would run backwards between the anchors at 1.2 s and 62.0 s of the subtitles: move one of them, or"
            " take it away."
        ),
    ),
    (
        errors.BadShift("soon"),
        "“soon” is not a shift: write it as +3s, -420ms or -0:00:07.420, a ratio as 25/23.976.",
    ),
    (
        errors.BadTime("10:99"),
        "“10:99” is not a time: write it as 10:33, 1:02:10.250 or 10_33.",
    ),
    (
        errors.CueReversed(SUBS, 7, "00:00:02.000", "00:00:01.000"),
        (
            "Subtitle 7 of “clip.srt” ends (00:00:01.000) before it starts (00:00:02.000): correct its times and"
            " open the file again."
        ),
    ),
    (
        errors.CuesFixed(SUBS, "TMPlayer"),
        (
            "In “clip.srt” (TMPlayer) only times can be changed, not subtitles inserted, deleted or worded anew:"
            " save the project, which keeps everything."
        ),
    ),
    (
        errors.DiskFull(FOLDER),
        "There is no room left on the disk of “out”: free some space or choose another folder.",
    ),
    (
        errors.DiskTooSmall(FOLDER, 2_600_000_000, 79_000_000),
        "This takes 2.6 GB of disk, and the disk of “out” has 79 MB free: free some space and try again.",
    ),
    (
        errors.DisplayMissing(),
        "There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY.",
    ),
    (
        errors.DownloadFailed(URL, worded("the server responded {answer}", answer="404 Not Found")),
        (
            "“https://example.org/2stems.tar.gz” could not be fetched (the server responded 404 Not Found): try again"
            " later, or fetch it on another machine and use “deepdub models import”."
        ),
    ),
    (
        errors.DownloadWrong(URL, worded("a web page")),
        (
            "“https://example.org/2stems.tar.gz” sent something else than the model (a web page), and nothing was"
            " installed: try another network or --mirror."
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
        errors.FolderInvalid(FOLDER, worded("{name} is damaged", name="segments.csv")),
        "“out” is not a complete sentence folder (segments.csv is damaged): make it again with “deepdub run”.",
    ),
    (
        errors.MediaTruncated(CLIP, 12_340, 60_000),
        "“clip.mkv” breaks off after 12.3 s of 60.0 s: copy or download the file again.",
    ),
    (
        errors.MergeApart(3),
        "Subtitle 3 stands between those to be merged: select it, too, or merge only what follows.",
    ),
    (
        errors.ModelInvalid(FOLDER, worded("it contains no checkpoint")),
        "No model can be installed from “out” (it contains no checkpoint): choose Spleeter's archive or folder.",
    ),
    (
        errors.ModelKept("spleeter-2stems", FOLDER),
        "“spleeter-2stems” in “out” was not installed by this program: delete it by hand to be rid of it.",
    ),
    (
        errors.ModelShipped("speech"),
        "“speech” comes with the program: it is neither fetched nor removed.",
    ),
    (
        errors.ModelUnknown("spech", ("speech", "spleeter-2stems")),
        "There is no model “spech”: choose one of speech, spleeter-2stems.",
    ),
    (
        errors.NoAudio(CLIP),
        "“clip.mkv” has no sound in it: choose a file with an audio track.",
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
        "There is no subtitle left to save as “clip.srt”: insert one, or undo the deletion.",
    ),
    (
        errors.NoExactMode("speech"),
        (
            "“speech” is not a model of Spleeter's, so it has no exact mode: use --model spleeter-2stems, or leave"
            " out --exact."
        ),
    ),
    (
        errors.NoRoomForCue("00:00:05.000"),
        "There is no room for a subtitle at 00:00:05.000: put the playhead where there is none, or shorten one.",
    ),
    (
        errors.NoSubtitleTracks(CLIP),
        "“clip.mkv” has no subtitle tracks in it: open a file of subtitles instead.",
    ),
    (
        errors.NoSuchSubtitleTrack(CLIP, 2, 1),
        "“clip.mkv” has no subtitle track 2: choose track 0, its only one.",
    ),
    (
        errors.NoSuchSubtitleTrack(CLIP, 5, 4),
        "“clip.mkv” has no subtitle track 5: choose one of tracks 0 to 3.",
    ),
    (
        errors.NoSuchTrack(CLIP, 2, 1),
        "“clip.mkv” has no audio track 2: choose track 0, its only one.",
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
        errors.NothingToFit(SUBS),
        (
            "There is nothing to fit “clip.srt” to: name a video or audio file before it, or right subtitles with"
            " --reference."
        ),
    ),
    (
        errors.OutputBusy(FOLDER),
        "Something else is being written into “out”: wait until it is done or choose another folder.",
    ),
    (
        errors.OutputChanged(SUBS),
        "“clip.srt” was changed by another program after it was opened: save under another name.",
    ),
    (
        errors.OutputExists(FOLDER),
        "“out” exists already: choose another name or folder, or add --force to replace it.",
    ),
    (
        errors.OutputNotWritable(FOLDER, "read-only file system"),
        "“out” cannot be written (read-only file system): choose another folder.",
    ),
    (
        errors.ProjectInvalid(SUBS, worded("it is not marked as one")),
        "“clip.srt” is not a project that can be opened (it is not marked as one): choose another file or a copy.",
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
        errors.SeparationCrashed(1, worded("it cannot be started")),
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
        errors.SoundUnavailable(worded("it does not play {rate} Hz", rate=44100)),
        (
            "Nothing can be heard because no sound device works (it does not play 44100 Hz): connect one and press"
            " Play again."
        ),
    ),
    (
        errors.SpleeterMissing(),
        (
            "The spleeter package is not installed: install Deepdub with its [spleeter] extra, on Python 3.11, or"
            " leave out --engine, which gives the same stems."
        ),
    ),
    (
        errors.SpleeterUnfit("speech"),
        "“speech” is not a model of Spleeter's: use --model spleeter-2stems, or leave out --engine.",
    ),
    (
        errors.SplitOutside(4, "00:00:05.000", 250),
        "Subtitle 4 cannot be split at 00:00:05.000: put the playhead into it, at least 0.25 s from both ends.",
    ),
    (
        errors.StoreBusy(FOLDER),
        "Another program is changing the models in “out”: wait until it has ended and try again.",
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS),
        "“clip.srt” is in no text encoding we know: save it as UTF-8, or name its encoding with --encoding.",
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS, "cp949", "--reference-encoding"),
        (
            "“clip.srt” is not text in the encoding cp949: save it as UTF-8, or name its encoding with"
            " --reference-encoding."
        ),
    ),
    (
        errors.SubtitleEncodingUnknown(SUBS, "cp949"),
        "“clip.srt” is not text in the encoding cp949: save it as UTF-8, or name its encoding with --encoding.",
    ),
    (
        errors.SubtitleFormatDiffers(SUBS, "WebVTT", ".vtt"),
        "“clip.srt” is no name for these subtitles, which are WebVTT and stay so: choose a name that ends in .vtt.",
    ),
    (
        errors.SubtitleInvalid(SUBS, worded("the times in line {line} cannot be read", line=12)),
        "“clip.srt” cannot be read as subtitles (the times in line 12 cannot be read): choose an SRT, ASS or VTT file.",
    ),
    (
        errors.SubtitlesArePictures(CLIP, "PGS"),
        "“clip.mkv” holds pictures of subtitles (PGS), not text: choose other subtitles, or a text track.",
    ),
    (
        errors.SubtitlesArePictures(CLIP, "PGS", 2),
        (
            "Subtitle track 2 of “clip.mkv” holds pictures of subtitles (PGS), not text: choose other subtitles, or"
            " a text track."
        ),
    ),
    (
        errors.TextNotInEncoding(SUBS, "cp1252", "가"),
        "“가” cannot be stored in “clip.srt”, which is in cp1252: save it as UTF-8.",
    ),
    (
        errors.WeightsDamaged(FOLDER, worded("its checksum is wrong")),
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
        errors.WeightsMissing("speech", FOLDER),
        "The weights of the model “speech” are not in “out”: they come with Deepdub, so install it again.",
    ),
)
