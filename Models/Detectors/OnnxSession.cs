using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Stvg.Core;

namespace Stvg.Models.Detectors;

/// <summary>
/// A network with one float input and float outputs of fixed sizes. Inputs and outputs live in arrays that are handed to ONNX
/// Runtime once, so that a run copies and allocates nothing.
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly List<OrtValue> _values = [];
    private OrtIoBinding[] _bindings = [];

    private OnnxSession(InferenceSession session, string inputName, int[] inputShape) =>
        (_session, InputName, InputShape) = (session, inputName, inputShape);

    public string InputName { get; }

    /// <summary>Sizes of the input's axes; -1 where the network takes any.</summary>
    public int[] InputShape { get; }

    public IEnumerable<string> OutputNames => _session.OutputMetadata.Keys;

    /// <summary>Whether input and outputs leave the number of pictures open.</summary>
    public bool TakesBatches(IReadOnlyList<string> outputs) =>
        InputShape[0] < 1 && outputs.All(name => _session.OutputMetadata[name].Dimensions is [< 1, ..]);

    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Threads and device.</param>
    /// <param name="dimensions">Sizes for axes that the file only names.</param>
    /// <exception cref="StvgException">The file is no network that runs here, or has other inputs.</exception>
    public static OnnxSession Open(string path, DetectorOptions options, IEnumerable<KeyValuePair<string, long>> dimensions)
    {
        if (!File.Exists(path)) throw new StvgException($"the network '{path}' does not exist");
        var session = Create(path, options, dimensions);
        var inputs = session.InputMetadata;
        if (inputs.Count == 1 && inputs.Single() is { Value: { IsTensor: true, ElementDataType: TensorElementType.Float } } input)
            return new(session, input.Key, input.Value.Dimensions);
        session.Dispose();
        var found = string.Join(", ", inputs.Select(i => $"'{i.Key}' of {i.Value.ElementDataType}"));
        throw new StvgException($"the network '{path}' has inputs {found}; only networks with one float input are supported");
    }

    /// <summary>Hands over the memory of the input and learns the outputs; called once, before the first run.</summary>
    /// <param name="input">Room for the largest batch.</param>
    /// <param name="shape">One picture's axes, the first of which is 1.</param>
    /// <param name="batch">Most pictures of a run.</param>
    /// <param name="outputs">The outputs that are wanted.</param>
    /// <returns>The outputs of the first picture; those of the others lie behind.</returns>
    /// <exception cref="StvgException">The network cannot run with such an input, or has outputs that are no floats.</exception>
    public IReadOnlyList<OutputTensor> Bind(float[] input, int[] shape, int batch, IReadOnlyList<string> outputs)
    {
        List<OutputTensor> tensors = [];
        foreach (var (name, size) in outputs.Zip(ShapesOf(outputs, ValueOf(input, shape, 1))))
        {
            if (batch > 1 && size[0] != 1) throw new StvgException($"its output '{name}' has {size[0]} rows for one picture");
            var length = size.Aggregate(batch, (a, b) => checked(a * b));
            tensors.Add(new(name, size, GC.AllocateUninitializedArray<float>(length, pinned: true)));
        }
        _bindings = [.. Enumerable.Range(1, batch).Select(pictures => Bind(input, shape, pictures, tensors))];
        return tensors;
    }

    /// <summary>Runs the network on the first pictures of the input.</summary>
    public void Run(int pictures) => _session.RunWithBinding(_runOptions, _bindings[pictures - 1]);

    public void Dispose()
    {
        foreach (var binding in _bindings) binding.Dispose();
        foreach (var value in _values) value.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    // All numbers of pictures share the memory; only the shapes differ.
    private OrtIoBinding Bind(float[] input, int[] shape, int pictures, List<OutputTensor> outputs)
    {
        var binding = _session.CreateIoBinding();
        binding.BindInput(InputName, ValueOf(input, shape, pictures));
        foreach (var (name, size, values, _) in outputs) binding.BindOutput(name, ValueOf(values, size, pictures));
        return binding;
    }

    private OrtValue ValueOf(float[] memory, int[] shape, int pictures)
    {
        long[] sizes = [pictures * shape[0], .. shape[1..]];
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(), sizes);
        _values.Add(value);
        return value;
    }

    // What the file does not tell, one run on an empty picture does.
    private List<int[]> ShapesOf(IReadOnlyList<string> outputs, OrtValue input)
    {
        foreach (var name in outputs)
        {
            if (_session.OutputMetadata[name] is not { IsTensor: true, ElementDataType: TensorElementType.Float } found)
                throw new StvgException($"its output '{name}' holds no 32-bit floats");
            if (found.Dimensions.All(d => d > 0)) continue;
            using var results = _session.Run(_runOptions, [InputName], [input], outputs);
            return [.. results.Select(r => r.GetTensorTypeAndShape().Shape.Select(d => (int)d).ToArray())];
        }
        return [.. outputs.Select(name => _session.OutputMetadata[name].Dimensions)];
    }

    /// <summary>Loads a network, whatever its inputs are.</summary>
    /// <exception cref="StvgException">The file is no network that runs here.</exception>
    internal static InferenceSession Create(string path, DetectorOptions options, IEnumerable<KeyValuePair<string, long>> dimensions) =>
        Create(path, options, dimensions, settings => new InferenceSession(path, settings));

    /// <summary>The same where the file was read already.</summary>
    internal static InferenceSession Create(byte[] content, string path, DetectorOptions options) =>
        Create(path, options, [], settings => new InferenceSession(content, settings));

    private static InferenceSession Create(
        string path, DetectorOptions options, IEnumerable<KeyValuePair<string, long>> dimensions, Func<SessionOptions, InferenceSession> load)
    {
        try
        {
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = options.Threads,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            settings.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spinning ? "1" : "0");
            foreach (var (name, size) in dimensions) settings.AddFreeDimensionOverrideByName(name, size);
            if (options.Provider == ExecutionProvider.Cuda) settings.AppendExecutionProvider_CUDA(options.DeviceId);
            return load(settings);
        }
        catch (OnnxRuntimeException e)
        {
            throw new StvgException($"the network '{path}' cannot be loaded: {OneLine(e.Message)}", e);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new StvgException($"the ONNX Runtime of this build cannot use {options.Provider}: use {ExecutionProvider.Cpu}", e);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            var reason = OneLine(e.GetBaseException().Message);
            throw new StvgException($"ONNX Runtime's native library cannot be loaded ({reason}): run ./setup.sh and build again", e);
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
