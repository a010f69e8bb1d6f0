"""Reference numbers from real Keras 3, for the tests: writes test/golden/{layers,losses,optimizers,models}.json.

    python3 -m venv /tmp/keras-venv && /tmp/keras-venv/bin/pip install -r scripts/keras/requirements.txt
    /tmp/keras-venv/bin/python scripts/keras/make_golden.py            # writes; a second run writes the same bytes
    /tmp/keras-venv/bin/python scripts/keras/make_golden.py --check    # writes nothing; recomputes and compares
    KERAS_BACKEND=tensorflow .../python scripts/keras/make_golden.py --check   # the same on another backend of Keras

The files come from the JAX backend; the TensorFlow backend agrees on every number to `TOLERANCE`, but for the one case
whose `note` says why not. (TensorFlow's losses also use the logits behind a softmax or sigmoid, where JAX and torch clip
the probabilities to [1e-7, 1 - 1e-7]: the same unless a probability is clipped, which none is in models.json.)

Every input and weight has a fixed seed (a hash of its case's name) and at most four decimals, so that a float32 read
from the file is bit for bit the float32 that Keras got. Every number is the shortest decimal of its float32.
Kinks (relu at 0), ties (max pooling, argmax of a pooled window) and clip boundaries are kept away from, so gradients exist.

Format. Names, config keys and activation names are tfjs-layers' (camelCase); weights are in Keras' order, which is
tfjs-layers' too. An Array is {shape, data} with `data` flat in row-major order; an array with `dtype` may be int32.

layers.json      {meta, cases: [{
                   name, layer,          a key of `LAYERS`
                   config,               what the layer's function is called with
                   training?: true,      the call is one of training; else it is inference
                   times?: 2,            a stateful layer is called so often; all that follows is about the last call
                   inputs: [{shape, dtype, data}],
                   mask?: Array,         of 0 and 1, given in the call
                   initialState?: [Array],     likewise
                   weights: [{name, shape, data, trainable?: false}],
                   output: Array,        several outputs are joined on the last axis
                   outputMask?: Array,   of 0 and 1: the mask that the output carries
                   upstream: Array,      a random dy, of the output's shape
                   inputGradients: [data | null],    of sum(output * upstream); null for an int32 input
                   weightGradients: [data | null],   in the order of `weights`; null for one that is not trainable
                   after?: [data]}],                 with `training`: what the call made of `weights`
                  defaults: {layer: {config,         what the layer has to be given
                    options: {name: value}}}}        all its options then: seeds and what is nothing are left out, an
                                                     object is {className, config}, equal numbers are one
losses.json      {meta,
                  losses: [{name, loss, config?, yTrue: {shape, dtype, data}, yPred: Array,
                    perSample: Array,    the loss before its reduction (Keras: reduction=None)
                    mean,                Keras' default reduction: the sum of perSample / its number of elements
                    gradient: data,      of `mean` with respect to yPred
                    note?}],
                  metrics: [{name, metric, resolved, yTrue, yPred, value}]}
                                         `metric` is what a user writes, `resolved` what Keras makes of it from the shapes
optimizers.json  {meta, cases: [{name, optimizer,        a key of `OPTIMIZERS`
                    config,              a learningRate may be {kind, config}, a schedule
                    parts?: [numbers],   how many of the 3 numbers each variable has; else there is one variable
                    initial: [3 numbers], gradients: [steps of 3], values: [steps of 3, after each step]}],
                  schedules: [{name, config, steps, values}],
                  weights: [{name, regularizer?: {kind, config}, constraint?: {kind, config}, optimizer, config,
                    x: Array, y: Array, initial: Array,
                    losses: [before the step 1, 2, 3], values: [data after each step]}]}
models.json      {meta, cases: [{name,
                    layers: [{name, layer, config, inbound: [names]}],   in an order that can be built; layer 'input' has
                                                                         the config {shape, dtype}, without the batch
                    inputs: [names], outputs: [names],
                    weights: [{layer, name, shape, data, trainable?: false}],
                                                                         in the order of `layers`, then Keras' in a layer
                    x: {name: {shape, dtype, data}}, y: {shape, dtype, data},
                    loss,                                                its name
                    output: Array, lossValue,                            inference
                    gradients: [data | null],                            of `lossValue`, in the order of `weights`
                    training: [{optimizer, config,
                      losses: [of the step 1, 2, 3],                     in training
                      weights: [data after step 3]}]}]}
"""

import inspect
import json
import os
import re
import sys
import zlib
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
from keras.src.trainers import compile_utils

BACKEND = keras.backend.backend()
GOLDEN = Path(__file__).resolve().parents[2] / "test" / "golden"
TOLERANCE = 1e-5  # of the largest magnitude in an array, at least of 1
META = {
    "madeBy": "scripts/keras/make_golden.py",
    "keras": keras.__version__,
    "backend": "jax",
    "format": "see the header of scripts/keras/make_golden.py",
}

# ---------------------------------------------------------------- numbers


def generator(name):
    return np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))


def exact(x, digits=4):
    """The float32 nearest to a short decimal: what the file says is what Keras got."""
    return np.round(np.asarray(x, "float64"), digits).astype("float32")


def normal(rng, shape, scale=1.0, digits=4):
    return exact(rng.normal(0, scale, shape), digits)


def distinct(rng, shape, step=0.1, offset=0.0):
    """A permutation of equally spaced values around `offset`: no two are equal."""
    n = int(np.prod(shape))
    return exact((rng.permutation(n) - n // 2) * step + offset).reshape(shape)


def number(x):
    """The shortest decimal that reads back as the same float32."""
    assert np.isfinite(x), x
    y = float(str(np.float32(x)))
    return int(y) if y == int(y) and abs(y) < 1e15 else y


def data(x):
    return [number(v) for v in np.asarray(x).reshape(-1)]


def array(x, dtype=False):
    x = np.asarray(x)
    head = {"shape": list(x.shape)}
    if dtype:
        head["dtype"] = str(x.dtype)
    return {**head, "data": data(x)}


def numpy_of(x):
    return np.asarray(keras.ops.convert_to_numpy(x))


def gradients(fn, arguments):
    """fn(*arguments) -> (scalar, auxiliary); answers (scalar, auxiliary, a gradient per argument)."""
    arguments = [np.asarray(a) for a in arguments]
    if BACKEND == "jax":
        import jax

        places = tuple(range(len(arguments)))
        if not places:
            value, aux = fn()
            return numpy_of(value), numpy_of(aux), []
        arguments = [jax.numpy.asarray(a) for a in arguments]
        (value, aux), grads = jax.value_and_grad(fn, argnums=places, has_aux=True)(*arguments)
    elif BACKEND == "tensorflow":
        import tensorflow as tf

        arguments = [tf.constant(a) for a in arguments]
        with tf.GradientTape() as tape:
            for a in arguments:
                tape.watch(a)
            value, aux = fn(*arguments)
        grads = tape.gradient(value, arguments, unconnected_gradients="zero")
        grads = [tf.convert_to_tensor(g) for g in grads]
    else:
        raise SystemExit(f"no gradients for the backend {BACKEND}")
    return numpy_of(value), numpy_of(aux), [numpy_of(g) for g in grads]


# ---------------------------------------------------------------- tfjs names to Keras names

LAYERS = {
    "dense": "Dense",
    "conv2d": "Conv2D",
    "maxPooling2d": "MaxPooling2D",
    "flatten": "Flatten",
    "dropout": "Dropout",
    "activation": "Activation",
    "embedding": "Embedding",
    "lstm": "LSTM",
    "add": "Add",
    "concatenate": "Concatenate",
    "depthwiseConv2d": "DepthwiseConv2D",
    "batchNormalization": "BatchNormalization",
    "averagePooling2d": "AveragePooling2D",
    "globalAveragePooling2d": "GlobalAveragePooling2D",
    "globalMaxPooling2d": "GlobalMaxPooling2D",
    "globalAveragePooling1d": "GlobalAveragePooling1D",
    "masking": "Masking",
    "simpleRNN": "SimpleRNN",
    "zeroPadding2d": "ZeroPadding2D",
    "reLU": "ReLU",
    "softmax": "Softmax",
}


def snake(name):
    return re.sub(r"[A-Z]", lambda m: "_" + m.group().lower(), name)


def keras_config(config):
    out = {}
    for key, value in config.items():
        if key in ("activation", "recurrentActivation"):
            value = snake(value)
        out[snake(key)] = tuples(value)
    return out


def tuples(value):
    return tuple(map(tuples, value)) if isinstance(value, list) else value


def keras_layer(layer, config, name=None):
    return getattr(keras.layers, LAYERS[layer])(**keras_config(config), name=name)


def weight_name(variable):
    return variable.path.split("/")[-1]


def weight(variable, value):
    fixed = {} if variable.trainable else {"trainable": False}
    return {"name": weight_name(variable), **array(value), **fixed}


def values_for(rng, variables, scale):
    """Random values; a variance is positive."""
    made = [normal(rng, v.shape, scale) for v in variables]
    return [exact(np.abs(x) + 0.25) if "variance" in weight_name(v) else x for v, x in zip(variables, made)]


# ---------------------------------------------------------------- layers.json


# What some layers have to be given.
NEEDED = {"units": 2, "poolSize": 2, "filters": 3, "kernelSize": 3, "rate": 0.5, "inputDim": 5, "outputDim": 2, "activation": "relu"}


def defaults(layer):
    """The options of a layer that is given no more than it needs."""
    parameters = inspect.signature(getattr(keras.layers, LAYERS[layer])).parameters
    needed = [p.name for p in parameters.values() if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
    config = {k: v for k, v in NEEDED.items() if snake(k) in needed}
    assert len(config) == len(needed), f"{layer} needs {needed}"
    made = keras_layer(layer, config).get_config()
    options = {camel(k): written(v) for k, v in made.items() if v is not None and k not in ("name", "dtype", "seed")}
    return {"config": config, "options": options}


def camel(name):
    return re.sub(r"_(\w)", lambda m: m.group(1).upper(), name)


def written(value):
    """A value of a Keras config as tfjs-layers would write it."""
    if isinstance(value, dict):
        own = {camel(k): v for k, v in value["config"].items() if v is not None and k != "seed"}
        return {"className": value["class_name"], "config": own}
    while isinstance(value, (list, tuple)) and len(value) > 0 and all(v == value[0] for v in value):
        value = value[0]
    return value


def layer_case(name, layer, config, inputs, weight_scale=0.6, kinks=(), training=False, mask=None, initial=None, times=1):
    rng = generator("weights " + name)
    one = keras_layer(layer, config)
    merge = layer in ("add", "concatenate")
    one.build([x.shape for x in inputs] if merge else inputs[0].shape)
    states = list(one.states) if config.get("stateful") else []
    variables = [v for v in one.weights if all(v is not state for state in states)]
    weights = values_for(rng, variables, weight_scale)
    trained = [i for i, v in enumerate(variables) if v.trainable]
    floats = [i for i, x in enumerate(inputs) if x.dtype == np.float32]
    given = {**({} if mask is None else {"mask": mask}), **({} if initial is None else {"initial_state": initial})}
    kept = [np.zeros(v.shape, "float32") for v in states]

    def call(*arguments):
        xs = list(inputs)
        for i, a in zip(floats, arguments):
            xs[i] = a
        ws = list(weights)
        for i, a in zip(trained, arguments[len(floats):]):
            ws[i] = a
        with keras.StatelessScope(state_mapping=list(zip(variables + states, ws + kept))) as scope:
            output = one(xs if merge else xs[0], training=training, **given)
        if isinstance(output, (list, tuple)):
            output = keras.ops.concatenate(output, -1)
        return output, [scope.get_current_value(v) for v in variables], [scope.get_current_value(v) for v in states]

    arguments = [inputs[i] for i in floats] + [weights[i] for i in trained]
    for _ in range(times - 1):
        kept = [numpy_of(value) for value in call(*arguments)[2]]
    output, after, _ = call(*arguments)
    shape = numpy_of(output).shape
    upstream = normal(generator("upstream " + name), shape, 1.0, 2)

    def objective(*arguments):
        output, _, _ = call(*arguments)
        return keras.ops.sum(output * upstream), output

    _, output, grads = gradients(objective, arguments)
    for kink in kinks:
        assert np.all((output == kink) | (np.abs(output - kink) > 1e-3)), f"{name} is too near a kink"
    input_gradients = [None] * len(inputs)
    for i, g in zip(floats, grads):
        input_gradients[i] = data(g)
    weight_gradients = [None] * len(variables)
    for i, g in zip(trained, grads[len(floats):]):
        weight_gradients[i] = data(g)
    output_mask = None if merge else one.compute_mask(inputs[0], mask)
    if isinstance(output_mask, (list, tuple)):  # of several outputs the first one carries it
        output_mask = output_mask[0]
    truths = lambda mask: array(numpy_of(mask).astype("int32"))
    return {
        "name": name,
        "layer": layer,
        "config": config,
        **({"training": True} if training else {}),
        **({"times": times} if times > 1 else {}),
        "inputs": [array(x, True) for x in inputs],
        **({} if mask is None else {"mask": truths(mask)}),
        **({} if initial is None else {"initialState": [array(x) for x in initial]}),
        "weights": [weight(v, w) for v, w in zip(variables, weights)],
        "output": array(output),
        **({} if output_mask is None else {"outputMask": truths(output_mask)}),
        "upstream": array(upstream),
        "inputGradients": input_gradients,
        "weightGradients": weight_gradients,
        **({"after": [data(numpy_of(a)) for a in after]} if training else {}),
    }


ACTIVATIONS = [
    "linear", "relu", "sigmoid", "tanh", "softmax", "elu", "selu", "softplus", "softsign",
    "hardSigmoid", "swish", "gelu", "relu6", "exponential",
]
KINKS = {"relu": (0,), "relu6": (0, 6), "hardSigmoid": (0, 1)}


def layers():
    cases = []

    def case(name, layer, config, *inputs, **options):
        name = f"{layer}: {name}"
        rng = generator(name)
        made = [normal(rng, x) if isinstance(x, (tuple, list)) else x for x in inputs]
        cases.append(layer_case(name, layer, config, made, **options))

    # dense; wide weights where the function has kinks or tails, so that both sides of them are met
    for a in ACTIVATIONS:
        case(a, "dense", {"units": 4, "activation": a}, (3, 5),
             weight_scale=2.5 if a in KINKS else 0.6, kinks=KINKS.get(a, ()))
    case("defaults", "dense", {"units": 3}, (2, 4))
    case("without bias", "dense", {"units": 3, "useBias": False}, (2, 4))
    case("one unit", "dense", {"units": 1, "activation": "sigmoid"}, (3, 2))
    case("rank 3", "dense", {"units": 4}, (2, 3, 5))
    case("rank 3 softmax without bias", "dense", {"units": 4, "activation": "softmax", "useBias": False}, (2, 3, 5))
    case("rank 4 tanh", "dense", {"units": 2, "activation": "tanh"}, (2, 2, 3, 4))

    # conv2d
    def conv(name, config, *shape):
        case(name, "conv2d", config, shape, kinks=KINKS.get(config.get("activation"), ()))

    conv("valid 3x3", {"filters": 2, "kernelSize": 3}, 2, 5, 6, 2)
    conv("same 3x3", {"filters": 2, "kernelSize": 3, "padding": "same"}, 2, 4, 5, 2)
    conv("valid 1x1", {"filters": 3, "kernelSize": 1}, 2, 3, 3, 2)
    conv("valid stride 2, odd and even", {"filters": 2, "kernelSize": [3, 3], "strides": 2}, 2, 5, 6, 1)
    conv("same stride 2, odd and even", {"filters": 2, "kernelSize": 3, "strides": [2, 2], "padding": "same"}, 2, 5, 6, 1)
    conv("valid stride 2x1", {"filters": 2, "kernelSize": 2, "strides": [2, 1]}, 2, 6, 5, 1)
    conv("same stride 2x1", {"filters": 2, "kernelSize": 3, "strides": [2, 1], "padding": "same"}, 2, 6, 5, 1)
    conv("valid, the stride leaves a rest", {"filters": 1, "kernelSize": 2, "strides": 3}, 2, 6, 4, 2)
    conv("same, stride over kernel", {"filters": 2, "kernelSize": 1, "strides": 2, "padding": "same"}, 2, 5, 4, 2)
    conv("same, even kernel", {"filters": 2, "kernelSize": 2, "padding": "same"}, 2, 3, 4, 2)
    conv("same, even kernel, stride 2", {"filters": 2, "kernelSize": 4, "strides": 2, "padding": "same"}, 2, 5, 6, 1)
    conv("valid dilation 2", {"filters": 2, "kernelSize": 3, "dilationRate": 2}, 2, 6, 5, 1)
    conv("same dilation 2", {"filters": 2, "kernelSize": 3, "dilationRate": [2, 2], "padding": "same"}, 2, 5, 4, 1)
    conv("valid dilation 1x2", {"filters": 2, "kernelSize": 2, "dilationRate": [1, 2]}, 2, 4, 5, 2)
    conv("valid kernel 3x2", {"filters": 2, "kernelSize": [3, 2]}, 2, 4, 5, 2)
    conv("same kernel 1x4", {"filters": 2, "kernelSize": [1, 4], "padding": "same"}, 2, 3, 5, 2)
    conv("relu", {"filters": 3, "kernelSize": 3, "activation": "relu"}, 2, 4, 5, 2)
    conv("same tanh without bias", {"filters": 2, "kernelSize": 3, "padding": "same", "activation": "tanh", "useBias": False}, 2, 4, 3, 2)

    # maxPooling2d, on distinct values
    def pool(name, config, *shape, offset=0.0):
        case(name, "maxPooling2d", config, distinct(generator("pool " + name), shape, offset=offset))

    pool("defaults", {}, 2, 4, 6, 2)
    pool("valid 2, a rest", {"poolSize": 2}, 2, 5, 5, 2)
    pool("same 2, odd", {"poolSize": 2, "padding": "same"}, 2, 5, 3, 2)
    pool("valid 3", {"poolSize": [3, 3]}, 2, 6, 5, 1)
    pool("same 3", {"poolSize": 3, "padding": "same"}, 2, 5, 4, 1)
    pool("valid 2x3", {"poolSize": [2, 3]}, 2, 5, 6, 2)
    pool("valid 3 stride 1, windows overlap", {"poolSize": 3, "strides": 1}, 2, 5, 4, 2)
    pool("same 2 stride 1", {"poolSize": 2, "strides": 1, "padding": "same"}, 2, 3, 4, 2)
    pool("same 3 stride 2", {"poolSize": 3, "strides": 2, "padding": "same"}, 2, 6, 5, 1)
    pool("valid 2 stride 3x1", {"poolSize": 2, "strides": [3, 1]}, 2, 6, 4, 1)
    pool("same 2x3 stride 1x2, all negative", {"poolSize": [2, 3], "strides": [1, 2], "padding": "same"}, 2, 3, 5, 1, offset=-9.0)

    # flatten, dropout
    case("rank 4", "flatten", {}, (2, 2, 3, 2))
    case("rank 3", "flatten", {}, (3, 2, 4))
    case("rank 2", "flatten", {}, (2, 5))
    case("rank 1 becomes [batch, 1]", "flatten", {}, (3,))
    case("inference is the identity", "dropout", {"rate": 0.5}, (3, 4))
    case("rate 0", "dropout", {"rate": 0}, (2, 3, 2))

    # activation, on values around every kink and in the tails
    spread = exact([[-7.25, -3.5, -2.2, -1.0, -0.3, 0.4], [1.1, 2.6, 3.4, 5.5, 6.7, 8.3]])
    for a in ACTIVATIONS + ["silu", "mish", "logSoftmax"]:
        case(a, "activation", {"activation": a}, spread)
    case("softmax of rank 3", "activation", {"activation": "softmax"}, (2, 3, 4))

    # embedding
    case("repeated indices", "embedding", {"inputDim": 6, "outputDim": 3},
         np.array([[0, 5, 2, 2], [2, 1, 5, 0]], "int32"))
    case("rank 1", "embedding", {"inputDim": 4, "outputDim": 2}, np.array([3, 3, 0], "int32"))
    case("rank 3", "embedding", {"inputDim": 5, "outputDim": 2}, np.array([[[1, 4], [4, 4]], [[0, 3], [1, 4]]], "int32"))

    # lstm
    def lstm(name, config, *shape):
        case(name, "lstm", config, shape)

    lstm("defaults", {"units": 3}, 2, 4, 3)
    lstm("one step", {"units": 2}, 3, 1, 4)
    lstm("returnSequences", {"units": 3, "returnSequences": True}, 2, 5, 2)
    lstm("goBackwards", {"units": 3, "goBackwards": True}, 2, 4, 2)
    lstm("goBackwards returnSequences (in the order computed)", {"units": 2, "goBackwards": True, "returnSequences": True}, 2, 4, 3)
    lstm("softsign and tanh", {"units": 2, "activation": "softsign", "recurrentActivation": "tanh"}, 2, 4, 3)
    lstm("hardSigmoid gates", {"units": 3, "recurrentActivation": "hardSigmoid"}, 2, 4, 3)
    lstm("relu, returnSequences", {"units": 3, "activation": "relu", "returnSequences": True}, 2, 3, 2)
    lstm("linear", {"units": 2, "activation": "linear"}, 2, 3, 2)
    lstm("without bias", {"units": 3, "useBias": False}, 2, 4, 2)

    # add, concatenate
    case("two", "add", {}, (2, 3), (2, 3))
    case("three of rank 4", "add", {}, (2, 2, 3, 2), (2, 2, 3, 2), (2, 2, 3, 2))
    case("[b,5] + [b,1]", "add", {}, (3, 5), (3, 1))
    case("[b,1,4] + [b,3,1] + [b,3,4]", "add", {}, (2, 1, 4), (2, 3, 1), (2, 3, 4))
    case("[b,3,4] + [b,4]: a lower rank is expanded after the batch", "add", {}, (2, 3, 4), (2, 4))
    case("defaults", "concatenate", {}, (2, 3), (2, 4))
    case("axis 1 of rank 3", "concatenate", {"axis": 1}, (2, 2, 3), (2, 4, 3))
    case("axis -2, three", "concatenate", {"axis": -2}, (2, 1, 3), (2, 2, 3), (2, 3, 3))
    case("axis -1, three of rank 4", "concatenate", {"axis": -1}, (2, 2, 2, 1), (2, 2, 2, 3), (2, 2, 2, 2))

    # depthwiseConv2d
    def depthwise(name, config, *shape):
        case(name, "depthwiseConv2d", config, shape, kinks=KINKS.get(config.get("activation"), ()))

    depthwise("valid 3x3", {"kernelSize": 3}, 2, 5, 6, 3)
    depthwise("same 3x3", {"kernelSize": 3, "padding": "same"}, 2, 4, 5, 2)
    depthwise("multiplier 2", {"kernelSize": [2, 3], "depthMultiplier": 2}, 2, 4, 5, 3)
    depthwise("same stride 2, odd and even", {"kernelSize": 3, "strides": 2, "padding": "same"}, 2, 5, 6, 3)
    depthwise("valid stride 2, a rest, multiplier 3", {"kernelSize": 2, "strides": 2, "depthMultiplier": 3}, 2, 5, 4, 2)
    depthwise("same stride 2, even kernel", {"kernelSize": 4, "strides": 2, "padding": "same"}, 2, 6, 5, 2)
    depthwise("same dilation 2", {"kernelSize": 3, "dilationRate": 2, "padding": "same"}, 2, 6, 5, 2)
    depthwise("relu6 without bias", {"kernelSize": 3, "activation": "relu6", "useBias": False}, 2, 5, 4, 3)

    # batchNormalization: inference, training, frozen
    def normalization(name, config, *shape):
        case(name, "batchNormalization", config, shape)
        case(f"{name}, training", "batchNormalization", config, shape, training=True)

    normalization("rank 2", {}, 6, 3)
    normalization("rank 4", {"momentum": 0.75, "epsilon": 0.01}, 3, 2, 3, 4)
    normalization("rank 3 without center", {"center": False, "momentum": 0.5}, 4, 3, 2)
    normalization("without scale", {"scale": False}, 5, 3)
    normalization("neither", {"scale": False, "center": False, "momentum": 0.9}, 5, 3)
    normalization("axis 1 of rank 4", {"axis": 1, "momentum": 0.8}, 3, 4, 2, 3)
    normalization("axis -2 of rank 3", {"axis": -2, "momentum": 0.8}, 3, 4, 2)
    normalization("frozen", {"trainable": False, "momentum": 0.5}, 4, 3)

    # averagePooling2d, globalAveragePooling2d, globalMaxPooling2d, zeroPadding2d
    def average(name, config, *shape):
        case(name, "averagePooling2d", config, shape)

    average("valid 2", {"poolSize": 2}, 2, 4, 6, 2)
    average("valid 2, a rest", {"poolSize": 2}, 2, 5, 5, 2)
    average("same 3 stride 2: padding does not count", {"poolSize": 3, "strides": 2, "padding": "same"}, 2, 6, 5, 1)
    average("same 2x3 stride 1x2", {"poolSize": [2, 3], "strides": [1, 2], "padding": "same"}, 2, 3, 5, 2)
    case("of 3x4", "globalAveragePooling2d", {}, (2, 3, 4, 3))
    case("of 3x4", "globalMaxPooling2d", {}, distinct(generator("global max"), (2, 3, 4, 3)))
    case("one cell", "globalAveragePooling2d", {}, (3, 1, 1, 2))
    case("defaults", "zeroPadding2d", {}, (2, 2, 3, 2))
    case("2", "zeroPadding2d", {"padding": 2}, (1, 3, 2, 1))
    case("[1, 2]", "zeroPadding2d", {"padding": [1, 2]}, (2, 2, 3, 1))
    case("[[1, 0], [2, 3]]", "zeroPadding2d", {"padding": [[1, 0], [2, 3]]}, (2, 3, 2, 2))

    # reLU and softmax
    case("defaults", "reLU", {}, spread, kinks=(0,))
    case("maxValue 6", "reLU", {"maxValue": 6}, spread, kinks=(0, 6))
    case("maxValue 2.5", "reLU", {"maxValue": 2.5}, spread, kinks=(0, 2.5))
    case("defaults", "softmax", {}, (3, 4))
    case("axis 1 of rank 3", "softmax", {"axis": 1}, (2, 3, 4))

    # Masks: steps that are not there at the beginning, in the middle and at the end.
    gaps = np.array([[True, False, True, True], [False, True, True, False]])
    ids = np.array([[3, 0, 1, 4], [0, 2, 5, 0]], "int32")
    case("maskZero", "embedding", {"inputDim": 6, "outputDim": 3, "maskZero": True}, ids)
    case("mean of the steps", "globalAveragePooling1d", {}, (2, 4, 3))
    case("one step", "globalAveragePooling1d", {}, (3, 1, 2))
    case("mask", "globalAveragePooling1d", {}, (2, 4, 3), mask=gaps)
    steps = normal(generator("masking"), (2, 4, 3))
    steps[0, 1], steps[1, 3], steps[1, 0, 0] = 0, 0, 0
    case("zeros", "masking", {}, steps)
    case("maskValue", "masking", {"maskValue": 0.5}, np.where(steps == 0, np.float32(0.5), steps))
    case("of rank 2", "masking", {}, steps[0])

    # simpleRNN, and what lstm has in common with it: masks and states
    def simple(name, config, *shape, **options):
        case(name, "simpleRNN", config, shape, **options)

    simple("defaults", {"units": 3}, 2, 4, 3)
    simple("one step", {"units": 2}, 3, 1, 4)
    simple("returnSequences", {"units": 3, "returnSequences": True}, 2, 5, 2)
    simple("goBackwards returnSequences (in the order computed)", {"units": 2, "goBackwards": True, "returnSequences": True}, 2, 4, 3)
    simple("relu", {"units": 3, "activation": "relu"}, 2, 4, 2)
    simple("without bias", {"units": 3, "useBias": False}, 2, 4, 2)
    for layer, states in (("simpleRNN", 1), ("lstm", 2)):
        def recurrent(name, config, **options):
            case(name, layer, {"units": 2, **config}, (2, 4, 3), **options)

        initial = [normal(generator(f"{layer} state {i}"), (2, 2)) for i in range(states)]
        recurrent("returnState", {"returnState": True})
        recurrent("initialState", {}, initial=initial)
        recurrent("mask", {}, mask=gaps)
        recurrent("mask, returnSequences", {"returnSequences": True}, mask=gaps)
        recurrent("mask, goBackwards", {"goBackwards": True, "returnState": True}, mask=gaps)
        recurrent("mask, initialState", {"returnSequences": True}, mask=gaps, initial=initial)
        recurrent("stateful, the second call", {"stateful": True}, times=2)
        recurrent("stateful, mask, the second call", {"stateful": True, "returnSequences": True}, mask=gaps, times=2)
    return {"meta": META, "cases": cases, "defaults": {layer: defaults(layer) for layer in LAYERS}}


# ---------------------------------------------------------------- losses.json

LOSSES = {
    "huber": keras.losses.Huber,
    "meanSquaredError": keras.losses.MeanSquaredError,
    "categoricalCrossentropy": keras.losses.CategoricalCrossentropy,
    "sparseCategoricalCrossentropy": keras.losses.SparseCategoricalCrossentropy,
    "binaryCrossentropy": keras.losses.BinaryCrossentropy,
}


def probabilities(name, shape):
    """Rows of four decimals whose exact sum is 1 (in decimals)."""
    x = generator("probabilities " + name).dirichlet(np.ones(shape[-1]) * 2, shape[:-1])
    x = np.clip(np.round(x, 4), 0.01, None)
    x[..., -1] = 0
    x = np.clip(x, None, 0.97 / (shape[-1] - 1)) if shape[-1] > 2 else np.clip(x, None, 0.97)
    x[..., -1] = 1 - x[..., :-1].sum(-1)
    return exact(x)


def one_hot(indices, classes):
    return np.eye(classes, dtype="float32")[np.asarray(indices)]


def losses():
    out = []

    def loss(name, kind, y_true, y_pred, note=None, config=None):
        y_true, y_pred = np.asarray(y_true), exact(y_pred, 9)
        options = keras_config(config or {})

        def objective(p):
            return LOSSES[kind](**options)(y_true, p), LOSSES[kind](reduction=None, **options)(y_true, p)

        mean, per_sample, (gradient,) = gradients(objective, [y_pred])
        entry = {
            "name": f"{kind}: {name}",
            "loss": kind,
            **({"config": config} if config else {}),
            "yTrue": array(y_true, True),
            "yPred": array(y_pred),
            "perSample": array(per_sample),
            "mean": number(mean),
            "gradient": data(gradient),
        }
        out.append({**entry, "note": note} if note else entry)

    rng = generator("losses")
    f = lambda x: np.asarray(x, "float32")

    k = "meanSquaredError"
    loss("rank 2", k, normal(rng, (3, 4)), normal(rng, (3, 4)))
    loss("rank 3", k, normal(rng, (2, 3, 2)), normal(rng, (2, 3, 2)))
    loss("rank 4", k, normal(rng, (2, 2, 2, 3)), normal(rng, (2, 2, 2, 3)))
    loss("one column", k, normal(rng, (4, 1)), normal(rng, (4, 1)))
    loss("labels of rank 1 for [batch, 1]", k, normal(rng, (4,)), normal(rng, (4, 1)))

    k = "categoricalCrossentropy"
    loss("probabilities", k, one_hot([0, 2, 1], 4), probabilities("cc", (3, 4)))
    loss("rows that do not sum to 1 are normalised", k, one_hot([0, 2, 1], 3),
         f([[0.2, 0.3, 0.1], [1.5, 2.0, 0.25], [0.9, 0.8, 0.7]]))
    loss("soft labels", k, f([[0.7, 0.2, 0.1], [0.25, 0.25, 0.5]]), probabilities("cc soft", (2, 3)))
    loss("near 0 and 1", k, one_hot([0, 1, 2, 0, 1, 2], 3),
         f([[1, 0, 0], [1, 0, 0], [0, 0, 1], [1e-8, 0.25, 0.75], [0.00002, 0.99998, 0], [0.5, 0.49999, 0.00001]]))
    loss("soft labels near 0 and 1", k, f([[0.5, 0.25, 0.25], [0.125, 0.875, 0]]), f([[1, 0, 0], [1e-9, 0.25, 0.75]]))
    loss("rank 3", k, one_hot([[0, 1], [2, 2], [1, 0]], 3), probabilities("cc3", (3, 2, 3)))

    k = "sparseCategoricalCrossentropy"
    i = lambda x: np.asarray(x, "int32")
    loss("probabilities", k, i([0, 2, 1]), probabilities("scc", (3, 4)))
    loss("labels of shape [batch, 1]", k, i([[3], [0]]), probabilities("scc1", (2, 4)))
    loss("float labels", k, f([1, 2, 0]), probabilities("sccf", (3, 3)))
    loss("rows that do not sum to 1 are normalised", k, i([0, 2, 1]),
         f([[0.05, 0.075, 0.025], [0.375, 0.5, 0.0625], [0.225, 0.2, 0.175]]))
    loss("near 0 and 1", k, i([0, 1, 2, 0, 1, 2]),
         f([[1, 0, 0], [1, 0, 0], [0, 0, 1], [1e-8, 0.25, 0.75], [0.00002, 0.99998, 0], [0.5, 0.49999, 0.00001]]),
         note="Keras' backends differ here: jax (this file), torch and numpy divide by the sum, then clip; tensorflow "
              "clips first and divides then, so its values differ by up to 3e-7 and its gradients at clipped entries.")
    loss("rank 3", k, i([[0, 1], [2, 2], [1, 0]]), probabilities("scc3", (3, 2, 3)))

    k = "binaryCrossentropy"
    loss("one column", k, f([[1], [0], [0], [1]]), f([[0.8], [0.3], [0.625], [0.05]]))
    loss("several columns: their mean is the sample's loss", k, f([[1, 0, 1], [0, 0, 1]]), f([[0.9, 0.2, 0.4], [0.1, 0.7, 0.55]]))
    loss("soft labels", k, f([[0.25, 0.5], [0.9, 0.1]]), f([[0.3, 0.6], [0.8, 0.45]]))
    loss("near 0 and 1", k, f([[1], [0], [1], [0], [1], [0], [1], [0], [1], [0]]),
         f([[1], [1], [0], [0], [1e-8], [1e-8], [0.00001], [0.99999], [0.999995], [0.000001]]))
    loss("int labels", k, i([[1, 0], [0, 1]]), f([[0.75, 0.4], [0.2, 0.35]]))
    loss("labels of rank 1 for [batch, 1]", k, f([1, 0, 1]), f([[0.6], [0.3], [0.2]]))
    loss("rank 3", k, f([[[1, 0], [0, 0]], [[1, 1], [0, 1]]]), exact(generator("bc3").uniform(0.05, 0.95, (2, 2, 2))))

    # Options, and losses that came later: with numbers of their own, so that those above stay as they are.
    own = lambda name, shape: normal(generator("losses " + name), shape, 1.5)
    ids = one_hot([0, 2, 1], 4)
    loss("label smoothing", "categoricalCrossentropy", ids, probabilities("cc smooth", (3, 4)), config={"labelSmoothing": 0.1})
    loss("logits", "categoricalCrossentropy", ids, own("cc logits", (3, 4)), config={"fromLogits": True})
    loss("smoothed, logits", "categoricalCrossentropy", ids, own("cc both", (3, 4)), config={"fromLogits": True, "labelSmoothing": 0.25})
    loss("logits", "sparseCategoricalCrossentropy", i([0, 2, 1]), own("scc logits", (3, 4)), config={"fromLogits": True})
    loss("logits of rank 3", "sparseCategoricalCrossentropy", i([[0, 1], [2, 2]]), own("scc logits 3", (2, 2, 3)), config={"fromLogits": True})
    binary = f([[1, 0, 1], [0, 0, 1]])
    loss("label smoothing", "binaryCrossentropy", binary, exact(generator("bc smooth").uniform(0.05, 0.95, (2, 3))), config={"labelSmoothing": 0.2})
    loss("logits", "binaryCrossentropy", binary, f([[2.5, -1.25, 0], [-30, 40, 0.5]]), config={"fromLogits": True})
    loss("smoothed, logits", "binaryCrossentropy", binary, own("bc both", (2, 3)), config={"fromLogits": True, "labelSmoothing": 0.1})
    loss("near and far", "huber", f([[0, 1], [0, 0]]), f([[0.6, 2.5], [-1.75, 0.4]]))
    loss("rank 3", "huber", own("huber labels", (2, 2, 3)), own("huber", (2, 2, 3)))
    loss("delta 0.25", "huber", f([[0, 1], [0, 0]]), f([[0.1, 2.5], [-1.75, 0.4]]), config={"delta": 0.25})

    metrics = []
    camel = lambda s: re.sub(r"_(\w)", lambda m: m.group(1).upper(), s)

    def metric(name, y_true, y_pred, identifier="accuracy"):
        y_true, y_pred = np.asarray(y_true), exact(y_pred, 9)
        try:
            found = compile_utils.get_metric(snake(identifier), y_true, y_pred)
        except ValueError:  # a loss that Keras does not know as a metric by its name
            found = keras.metrics.MeanMetricWrapper(getattr(keras.losses, snake(identifier)))
        class_name = type(found).__name__
        if class_name == "MeanMetricWrapper":
            class_name = camel(found._fn.__name__)
        found.update_state(y_true, y_pred)
        metrics.append({
            "name": f"{identifier}: {name}",
            "metric": identifier,
            "resolved": class_name[0].lower() + class_name[1:],
            "yTrue": array(y_true, True),
            "yPred": array(y_pred),
            "value": number(numpy_of(found.result())),
        })

    p43 = f([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.4, 0.4, 0.2], [0.2, 0.5, 0.3]])
    metric("one-hot labels", one_hot([0, 1, 0, 1], 3), p43)
    metric("a tie goes to the first", one_hot([1, 1, 1, 1], 3), p43)
    metric("int labels of rank 1", i([0, 1, 0, 1]), p43)
    metric("int labels of shape [batch, 1]", i([[0], [2], [1], [1]]), p43)
    metric("float labels of rank 1", f([0, 2, 0, 0]), p43)
    metric("one column; 0.5 is not above the threshold", f([[1], [0], [1], [0], [1]]), f([[0.9], [0.5], [0.5], [0.6], [0.51]]))
    metric("one column, labels of rank 1", f([1, 0, 1]), f([[0.9], [0.2], [0.3]]))
    metric("several columns of 0 and 1: categorical all the same", f([[1, 0, 1], [0, 1, 1], [0, 0, 0]]),
           f([[0.9, 0.2, 0.8], [0.1, 0.3, 0.6], [0.2, 0.1, 0.4]]))
    p = f([[[0.7, 0.3], [0.2, 0.8], [0.6, 0.4]], [[0.1, 0.9], [0.8, 0.2], [0.45, 0.55]]])
    metric("rank 3, one-hot labels", one_hot([[0, 0, 1], [1, 0, 1]], 2), p)
    metric("rank 3, int labels of rank 2", i([[0, 1, 1], [0, 0, 1]]), p)
    metric("rank 3, one column", f([[[1], [0]], [[1], [0]], [[0], [1]]]), f([[[0.6], [0.4]], [[0.3], [0.2]], [[0.8], [0.9]]]))
    metric("several columns", f([[1, 0, 1], [0, 1, 1], [0, 0, 0]]),
           f([[0.9, 0.2, 0.8], [0.1, 0.3, 0.6], [0.2, 0.1, 0.4]]), "binaryAccuracy")
    metric("one-hot labels", one_hot([0, 2, 0, 0], 3), p43, "categoricalAccuracy")
    metric("int labels", i([0, 2, 2, 0]), p43, "sparseCategoricalAccuracy")
    metric("rank 2", f([[1, 2], [3, 4]]), f([[1.5, 2], [2, 4.25]]), "meanSquaredError")
    metric("rank 2", f([[1, 2], [3, 4]]), f([[1.5, 2], [2, 6.25]]), "huber")
    return {"meta": META, "losses": out, "metrics": metrics}


# ---------------------------------------------------------------- optimizers.json


OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "momentum": keras.optimizers.SGD,
    "adam": keras.optimizers.Adam,
    "rmsprop": keras.optimizers.RMSprop,
}
# What TensorFlow.js calls otherwise.
RENAMED = {"beta1": "beta_1", "beta2": "beta_2", "decay": "rho", "useNesterov": "nesterov"}
SCHEDULES = {
    "exponentialDecay": keras.optimizers.schedules.ExponentialDecay,
    "cosineDecay": keras.optimizers.schedules.CosineDecay,
    "piecewiseConstantDecay": keras.optimizers.schedules.PiecewiseConstantDecay,
}
REGULARIZERS = {"l1": keras.regularizers.L1, "l2": keras.regularizers.L2, "l1l2": keras.regularizers.L1L2}
CONSTRAINTS = {
    "maxNorm": keras.constraints.MaxNorm,
    "minMaxNorm": keras.constraints.MinMaxNorm,
    "nonNeg": keras.constraints.NonNeg,
    "unitNorm": keras.constraints.UnitNorm,
}


def thing(table, spec):
    """{kind, config} as what Keras makes of it."""
    return spec and table[spec["kind"]](**{snake(k): v for k, v in spec["config"].items()})


def keras_optimizer(kind, config):
    config = {RENAMED.get(k, snake(k)): thing(SCHEDULES, v) if isinstance(v, dict) else v for k, v in config.items()}
    return OPTIMIZERS[kind](**config)


def optimizers():
    cases = []
    initial = exact([0.5, -1.25, 2.0])
    steps = exact([[0.1, -0.2, 0.3], [-0.4, 0.05, 1.5], [0.25, 0.25, -0.75], [0, -1.0, 0.02], [0.6, 0.001, -2.5]])
    tiny = exact(steps.astype("float64") * 1e-6, 12)  # where Adam's epsilon decides

    def case(name, kind, config, grads=steps, parts=(3,)):
        """`parts`: how many of the numbers each variable has."""
        split = lambda x: np.split(x, np.cumsum(parts)[:-1])
        variables = [keras.Variable(x) for x in split(initial)]
        optimizer = keras_optimizer(kind, config)
        values = []
        for g in grads:
            optimizer.apply([keras.ops.convert_to_tensor(x) for x in split(g)], variables)
            values.append(data(np.concatenate([numpy_of(v) for v in variables])))
        cases.append({
            "name": f"{kind}: {name}",
            "optimizer": kind,
            "config": config,
            **({"parts": list(parts)} if len(parts) > 1 else {}),
            "initial": data(initial),
            "gradients": [data(g) for g in grads],
            "values": values,
        })

    case("defaults (learningRate 0.01)", "sgd", {})
    case("plain", "sgd", {"learningRate": 0.1})
    case("momentum 0.9", "momentum", {"learningRate": 0.1, "momentum": 0.9})
    case("nesterov", "momentum", {"learningRate": 0.1, "momentum": 0.9, "useNesterov": True})
    case("momentum 0.5 nesterov", "momentum", {"learningRate": 0.05, "momentum": 0.5, "useNesterov": True})
    case("defaults (0.001, 0.9, 0.999, 1e-7)", "adam", {})
    case("learningRate 0.1", "adam", {"learningRate": 0.1})
    case("custom betas", "adam", {"learningRate": 0.05, "beta1": 0.7, "beta2": 0.9})
    case("epsilon 0.1: it is added to the uncorrected root", "adam",
         {"learningRate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 0.1})
    case("epsilon 1e-3, custom betas", "adam", {"learningRate": 0.01, "beta1": 0.8, "beta2": 0.95, "epsilon": 0.001})
    case("tiny gradients", "adam", {"learningRate": 0.1}, tiny)

    case("defaults (0.001, 0.9, 0, 1e-7)", "rmsprop", {})
    case("decay 0.8, epsilon 0.01: it is added under the root", "rmsprop", {"learningRate": 0.05, "decay": 0.8, "epsilon": 0.01})
    case("momentum 0.5", "rmsprop", {"learningRate": 0.05, "momentum": 0.5})
    case("centered", "rmsprop", {"learningRate": 0.05, "centered": True, "epsilon": 0.001})
    case("centered, momentum 0.9", "rmsprop", {"learningRate": 0.02, "decay": 0.7, "momentum": 0.9, "epsilon": 0.001, "centered": True})

    # What all have in common. Some steps are longer than the limit, some are not.
    case("clipnorm, each for itself", "sgd", {"learningRate": 0.1, "clipnorm": 0.5}, parts=(2, 1))
    case("globalClipnorm, all together", "sgd", {"learningRate": 0.1, "globalClipnorm": 0.5}, parts=(2, 1))
    case("clipvalue", "sgd", {"learningRate": 0.1, "clipvalue": 0.25})
    case("clipnorm, of a gradient of zeros too", "adam", {"learningRate": 0.1, "clipnorm": 0.5}, exact([[0, 0, 0], [3, -4, 0]]))
    case("weightDecay", "sgd", {"learningRate": 0.1, "weightDecay": 0.05})
    case("weightDecay, clipvalue", "adam", {"learningRate": 0.1, "weightDecay": 0.05, "clipvalue": 0.5})
    decay = {"kind": "exponentialDecay", "config": {"initialLearningRate": 0.1, "decaySteps": 2, "decayRate": 0.5}}
    case("a schedule, and decay at its rate", "momentum", {"learningRate": decay, "momentum": 0.9, "weightDecay": 0.05})
    case("a schedule", "adam", {"learningRate": {**decay, "config": {**decay["config"], "staircase": True}}})

    schedules = []

    def schedule(kind, config, steps=range(0, 13)):
        made = SCHEDULES[kind](**keras_config(config))
        values = [number(numpy_of(made(np.float32(n)))) for n in steps]
        schedules.append({"name": kind, "config": config, "steps": list(steps), "values": values})

    schedule("exponentialDecay", {"initialLearningRate": 0.1, "decaySteps": 4, "decayRate": 0.9})
    schedule("exponentialDecay", {"initialLearningRate": 0.1, "decaySteps": 4, "decayRate": 0.5, "staircase": True})
    schedule("cosineDecay", {"initialLearningRate": 0.1, "decaySteps": 10})
    schedule("cosineDecay", {"initialLearningRate": 0.1, "decaySteps": 6, "alpha": 0.2})
    schedule("cosineDecay", {"initialLearningRate": 0.01, "decaySteps": 6, "alpha": 0.1, "warmupTarget": 0.2, "warmupSteps": 4})
    schedule("piecewiseConstantDecay", {"boundaries": [3, 7], "values": [0.5, 0.25, 0.125]})
    schedule("piecewiseConstantDecay", {"boundaries": [5], "values": [1, 0.1]})
    return {"meta": META, "cases": cases, "schedules": schedules, "weights": weights_cases()}


def weights_cases():
    """A regularizer and a constraint of a weight: one matrix, trained on the mean squared error of its product."""
    cases = []

    def case(name, regularizer=None, constraint=None, optimizer="sgd", config={"learningRate": 0.1}):
        rng = generator("weight " + name)
        x, y, initial = normal(rng, (5, 3)), normal(rng, (5, 2)), normal(rng, (3, 2), 1.5)
        layer = keras.layers.Dense(
            2, use_bias=False,
            kernel_regularizer=thing(REGULARIZERS, regularizer), kernel_constraint=thing(CONSTRAINTS, constraint),
        )
        model = keras.Sequential([keras.Input((3,)), layer])
        model.compile(optimizer=keras_optimizer(optimizer, config), loss="mean_squared_error")
        layer.kernel.assign(initial)
        losses, values = [], []
        for _ in range(3):
            losses.append(number(model.evaluate(x, y, verbose=0)))
            model.train_on_batch(x, y)
            values.append(data(numpy_of(layer.kernel)))
        cases.append({
            "name": name,
            **({"regularizer": regularizer} if regularizer else {}),
            **({"constraint": constraint} if constraint else {}),
            "optimizer": optimizer,
            "config": config,
            "x": array(x),
            "y": array(y),
            "initial": array(initial),
            "losses": losses,
            "values": values,
        })

    case("l1", regularizer={"kind": "l1", "config": {"l1": 0.05}})
    case("l2", regularizer={"kind": "l2", "config": {"l2": 0.1}}, optimizer="adam", config={"learningRate": 0.05})
    case("l1l2", regularizer={"kind": "l1l2", "config": {"l1": 0.05, "l2": 0.1}})
    case("maxNorm", constraint={"kind": "maxNorm", "config": {"maxValue": 1.25}})
    case("minMaxNorm", constraint={"kind": "minMaxNorm", "config": {"minValue": 0.75, "maxValue": 1.25, "rate": 0.5}})
    case("nonNeg", constraint={"kind": "nonNeg", "config": {}}, optimizer="adam", config={"learningRate": 0.05})
    case("unitNorm along axis 1", constraint={"kind": "unitNorm", "config": {"axis": 1}})
    case("both", {"kind": "l2", "config": {"l2": 0.1}}, {"kind": "maxNorm", "config": {"maxValue": 1}})
    return cases


# ---------------------------------------------------------------- models.json

TINY = 5e-4


def build(architecture, inputs, outputs):
    made, tensors = {}, {}
    for spec in architecture:
        if spec["layer"] == "input":
            tensors[spec["name"]] = keras.Input(tuple(spec["config"]["shape"]), dtype=spec["config"]["dtype"], name=spec["name"])
            continue
        made[spec["name"]] = layer = keras_layer(spec["layer"], spec["config"], spec["name"])
        args = [tensors[n] for n in spec["inbound"]]
        tensors[spec["name"]] = layer(args if len(args) > 1 else args[0])
    first = [tensors[n] for n in inputs]
    model = keras.Model(first if len(first) > 1 else first[0], tensors[outputs[0]])
    return model, [(spec["name"], v) for spec in architecture if spec["name"] in made
                   for v in made[spec["name"]].weights]


def model_case(name, architecture, inputs, outputs, x, y, kind, salt):
    """`salt` is chosen so that no gradient is tiny but not 0: Adam divides a gradient by its size, rounding too."""
    model, owned = build(architecture, inputs, outputs)
    assert len(owned) == len(model.weights)
    rng = generator(f"model {name} {salt}")
    weights = values_for(rng, [v for _, v in owned], 0.5)
    trained = [i for i, (_, v) in enumerate(owned) if v.trainable]
    place = lambda v: next((i for i, (_, w) in enumerate(owned) if w is v), None)
    # Seeds are variables too, but no weights.
    state = lambda variables, values: [v.value if place(v) is None else values[place(v)] for v in variables]
    xs = [x[n] for n in inputs]
    argument = xs if len(xs) > 1 else xs[0]
    loss = LOSSES[kind]()

    def run(values, training, *ws):
        ordered = list(values)
        for i, w in zip(trained, ws):
            ordered[i] = w
        fixed = state(model.non_trainable_variables, ordered)
        return model.stateless_call(state(model.trainable_variables, ordered), fixed, argument, training=training)

    def step(values, training):
        """The loss, the output and the gradients at some values of all weights."""

        def objective(*ws):
            output, _ = run(values, training, *ws)
            return loss(y, output), output

        return gradients(objective, [values[i] for i in trained])

    value, output, grads = step(weights, False)
    tiny = min(np.abs(g[g != 0]).min() for g in grads + step(weights, True)[2])
    assert tiny > TINY, f"{name}: a gradient of {tiny}; choose another salt"

    def train(optimizer, config):
        for (_, v), w in zip(owned, weights):
            v.assign(w)
        made = keras_optimizer(optimizer, config)
        model.compile(optimizer=made, loss=snake(kind))
        before = []
        for _ in range(3):
            values = [numpy_of(v) for _, v in owned]
            now, _, now_gradients = step(values, True)
            before.append(number(now))
            if BACKEND == "tensorflow":
                # Dense gradients. This backend's own training keeps an embedding's gradient sparse with its indices
                # repeated, and Adam then sums the squares of the parts where it should square their sum.
                moved = run(values, True, *[values[i] for i in trained])[1]
                made.apply([keras.ops.convert_to_tensor(g) for g in now_gradients], [owned[i][1] for i in trained])
                for v, w in zip(model.non_trainable_variables, moved):
                    v.assign(w)
            else:
                model.train_on_batch(argument, y)
        assert before == sorted(before, reverse=True), f"{name}: {optimizer} does not learn; choose another salt"
        return {"optimizer": optimizer, "config": config, "losses": before, "weights": [data(numpy_of(v)) for _, v in owned]}

    return {
        "name": name,
        "layers": architecture,
        "inputs": inputs,
        "outputs": outputs,
        "weights": [{"layer": n, **weight(v, w)} for (n, v), w in zip(owned, weights)],
        "x": {n: array(v, True) for n, v in x.items()},
        "y": array(y, True),
        "loss": kind,
        "output": array(output),
        "lossValue": number(value),
        "gradients": [data(grads[trained.index(i)]) if i in trained else None for i in range(len(owned))],
        "training": [
            train("momentum", {"learningRate": 0.1, "momentum": 0.9}),
            train("adam", {"learningRate": 0.01}),
        ],
    }


def models():
    def node(name, layer, config, *inbound):
        return {"name": name, "layer": layer, "config": config, "inbound": list(inbound)}

    rng = generator("models")
    mixed = model_case(
        "text and image",
        [
            node("tokens", "input", {"shape": [4], "dtype": "int32"}),
            node("image", "input", {"shape": [5, 5, 2], "dtype": "float32"}),
            node("embed", "embedding", {"inputDim": 7, "outputDim": 3}, "tokens"),
            node("read", "lstm", {"units": 2, "returnSequences": True}, "embed"),
            node("text", "flatten", {}, "read"),
            node("look", "conv2d", {"filters": 3, "kernelSize": 3, "padding": "same", "activation": "relu"}, "image"),
            node("pool", "maxPooling2d", {"poolSize": 2}, "look"),
            node("picture", "flatten", {}, "pool"),
            node("both", "concatenate", {}, "text", "picture"),
            node("hidden", "dense", {"units": 6, "activation": "relu"}, "both"),
            node("classes", "dense", {"units": 3, "activation": "softmax"}, "hidden"),
        ],
        ["tokens", "image"],
        ["classes"],
        {"tokens": np.array([[1, 6, 6, 0], [3, 1, 2, 5], [0, 0, 4, 1]], "int32"), "image": normal(rng, (3, 5, 5, 2))},
        one_hot([2, 0, 1], 3),
        "categoricalCrossentropy",
        salt=3458,
    )
    convnet = model_case(
        "convnet",
        [
            node("image", "input", {"shape": [6, 6, 1], "dtype": "float32"}),
            node("conv", "conv2d", {"filters": 3, "kernelSize": 3, "activation": "relu"}, "image"),
            node("pool", "maxPooling2d", {"poolSize": 2}, "conv"),
            node("flat", "flatten", {}, "pool"),
            node("hidden", "dense", {"units": 5, "activation": "tanh"}, "flat"),
            node("classes", "dense", {"units": 4, "activation": "softmax"}, "hidden"),
        ],
        ["image"],
        ["classes"],
        {"image": normal(rng, (4, 6, 6, 1))},
        np.array([1, 3, 0, 1], "int32"),
        "sparseCategoricalCrossentropy",
        salt=2574,
    )
    blocks = model_case(
        "inverted residual",
        [
            node("image", "input", {"shape": [6, 5, 2], "dtype": "float32"}),
            node("stem", "conv2d", {"filters": 3, "kernelSize": 3, "padding": "same", "useBias": False}, "image"),
            node("stemNorm", "batchNormalization", {"momentum": 0.6}, "stem"),
            node("stemClip", "reLU", {"maxValue": 6}, "stemNorm"),
            node("expand", "conv2d", {"filters": 4, "kernelSize": 1, "useBias": False}, "stemClip"),
            node("expandNorm", "batchNormalization", {"momentum": 0.8, "epsilon": 0.01}, "expand"),
            node("expandClip", "activation", {"activation": "relu6"}, "expandNorm"),
            node("deep", "depthwiseConv2d", {"kernelSize": 3, "padding": "same", "useBias": False}, "expandClip"),
            node("deepNorm", "batchNormalization", {"momentum": 0.8}, "deep"),
            node("deepClip", "reLU", {"maxValue": 6}, "deepNorm"),
            node("project", "conv2d", {"filters": 3, "kernelSize": 1, "useBias": False}, "deepClip"),
            node("projectNorm", "batchNormalization", {"momentum": 0.7, "scale": False}, "project"),
            node("sum", "add", {}, "stemClip", "projectNorm"),
            node("padded", "zeroPadding2d", {"padding": [[0, 1], [0, 1]]}, "sum"),
            node("down", "depthwiseConv2d", {"kernelSize": 3, "strides": 2, "depthMultiplier": 2}, "padded"),
            node("mean", "globalAveragePooling2d", {}, "down"),
            node("classes", "dense", {"units": 3}, "mean"),
            node("probabilities", "softmax", {}, "classes"),
        ],
        ["image"],
        ["probabilities"],
        {"image": normal(rng, (4, 6, 5, 2))},
        one_hot([2, 0, 1, 0], 3),
        "categoricalCrossentropy",
        salt=119,
    )
    return {"meta": META, "cases": [mixed, convnet, blocks]}


# ---------------------------------------------------------------- files


def text(value, indent=""):
    """JSON with a line per entry of the objects that matter, and arrays of numbers on one line."""
    flat = lambda v: json.dumps(v, separators=(",", ":"), allow_nan=False)
    if isinstance(value, dict) and len(flat(value)) > 100 and "data" not in value:
        lines = [f"{indent} {json.dumps(k)}: {text(v, indent + ' ')}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], (dict, list)) and len(flat(value)) > 100:
        return "[\n" + ",\n".join(f"{indent} {text(v, indent + ' ')}" for v in value) + "\n" + indent + "]"
    return flat(value)


def differences(path, old, new, found):
    """Every place where two trees differ, with the relative size for numbers."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        label = f"{path}[{old['name']}]" if "name" in old else path
        for k in old:
            differences(f"{label}.{k}", old[k], new[k], found)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if old and all(isinstance(v, (int, float)) for v in old + new):
            scale = max(1.0, max(abs(v) for v in old))
            found.append((max(abs(a - b) for a, b in zip(old, new)) / scale, path))
        else:
            for i, (a, b) in enumerate(zip(old, new)):
                differences(path if isinstance(a, dict) and "name" in a else f"{path}[{i}]", a, b, found)
    elif isinstance(old, (int, float)) and isinstance(new, (int, float)):
        found.append((abs(old - new) / max(1.0, abs(old)), path))
    elif old != new:
        found.append((float("inf"), path))


def main():
    check = "--check" in sys.argv[1:]
    if not check and BACKEND != "jax":
        raise SystemExit("the files are made with KERAS_BACKEND=jax; other backends are for --check")
    failed = False
    for make in (layers, losses, optimizers, models):
        keras.utils.set_random_seed(0)
        name, made = f"{make.__name__}.json", make()
        file = GOLDEN / name
        if not check:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            file.write_text(text(made) + "\n")
            print(f"{name}: {file.stat().st_size} bytes")
            continue
        found = []
        differences("", json.loads(file.read_text()), made, found)
        noted = [e["name"] for e in made.get("losses", []) if "note" in e]
        beyond = sorted((d for d in found if d[0] > TOLERANCE), reverse=True)
        excused = [d for d in beyond if BACKEND == "tensorflow" and any(f"[{n}]" in d[1] for n in noted)]
        beyond = [d for d in beyond if d not in excused]
        within = max((d[0] for d in found if d[0] <= TOLERANCE), default=0)
        print(f"{name} on {BACKEND}: {len(found)} arrays, {len(beyond)} differ, {len(excused)} as noted, the others by at most {within:.1e}")
        for size, path in beyond + excused:
            print(f"  {size:.1e} {path}")
        failed |= bool(beyond)
    sys.exit(failed)


if __name__ == "__main__":
    main()
