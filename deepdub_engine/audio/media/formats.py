"""The container formats that may be opened: those that hold their own data.

FFmpeg also reads playlists, manifests, lists of files and references to devices, and follows what they name. A file
from elsewhere must not open other files, so only these formats are tried.
"""

from __future__ import annotations

_CONTAINERS = """
    3dostr 4xm aa aax ac4 aiff amv ape apm asf asf_o ast au av1 avi avr avs avs2 avs3 bink bmv caf cdxl daud dhav dsf
    dsicin dv dxa ea epaf evc film_cpk flac flic flv gxf hca hcom iamf iff ircam ivf kux laf lmlm4 lxf matroska webm
    matroska,webm mmf mods mov mp4 mov,mp4,m4a,3gp,3g2,mj2 mpc mpc8 mpeg mpegts mpegtsraw msf mtaf mtv mv mxf mxg nc
    nistsphere nsv nut nuv obu ogg oma osq paf pmp psxstr pva pvf qcp qoa r3d rl2 rm roq rpl rso sdr2 sds siff smjpeg
    smk smush sol sox swf tak thp tta ty usm vag vivo vmd voc vpk vqf vividas w64 wav wavarc wc3movie wsaud wsd wsvqa
    wtv wv wve xa xmv xwma yop yuv4mpegpipe ivr live_flv
"""
_RAW_STREAMS = """
    aac ac3 act adp ads adx aea afc alp amr amrnb amrwb aptx aptx_hd binka bit bonk brstm bfstm codec2 dfpwm dirac dnxhd
    dss dts dtshd eac3 fsb fwse g722 g723_1 g726 g726le g729 genh gsm h261 h263 h264 hevc ilbc ipu kvag lc3 loas m4v mca
    mjpeg mlp mp3 mpegvideo rawvideo rsd s337m sbc shn sln spdif svag svs truehd vc1 vc1test vvc xvag
"""
# Recognised as they are, so that the error can say what they are.
_PICTURES_AND_TEXT = "gif apng tty webp_anim"

OWN_DATA = ",".join(f"{_CONTAINERS} {_RAW_STREAMS} {_PICTURES_AND_TEXT}".split())
