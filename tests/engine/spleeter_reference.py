"""Runs the real Spleeter, in a process of its own: ``spleeter_reference.py MIXTURE.npy RESULT.npz CHECKPOINT``."""

import sys

import numpy as np
import tensorflow as tf
from spleeter.separator import Separator

if __name__ == "__main__":
    stems = Separator("spleeter:2stems", multiprocess=False).separate(np.load(sys.argv[1]))
    reader = tf.train.load_checkpoint(sys.argv[3])
    tensors = {name.replace("/", "|"): reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}
    np.savez(sys.argv[2], vocals=stems["vocals"], accompaniment=stems["accompaniment"], **tensors)
