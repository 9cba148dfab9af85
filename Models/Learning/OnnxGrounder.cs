using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Stvg.Core;
using Stvg.Core.Learning.Export;
using Stvg.Models.Detectors;
using Stvg.Models.Import;

namespace Stvg.Models.Learning;

/// <summary>
/// A learned grounder that was exported, on ONNX Runtime. Servers ask it through <see cref="Inference.InferenceWorker.OpenGrounder"/>.
/// </summary>
public sealed class OnnxGrounder : IDisposable
{
    // Twenty times what a grounder has: enough to refuse a large model of another kind without reading it.
    private const long LargestFile = 64 << 20;

    private static readonly string[] s_outputs = ["who", "yes", "moments"];

    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private OnnxGrounder(string path, string about, InferenceSession session) => (_path, About, _session) = (path, about, session);

    /// <summary>What it was trained on, for people.</summary>
    public string About { get; }

    /// <summary>Opens a file that <see cref="GrounderExporter"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Threads and device; defaults when null.</param>
    /// <exception cref="StvgException">It cannot be read, is another model, of another version, or damaged.</exception>
    public static OnnxGrounder Open(string path, DetectorOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = Read(path);
        var header = OnnxHeader.Read(content)
            ?? throw new StvgException($"the grounder '{path}' is damaged or no ONNX file: export it again");
        var kind = header.Properties.GetValueOrDefault(GrounderExporter.KindProperty, "");
        if (kind.Split(' ')[0] != GrounderExporter.Kind.Split(' ')[0]) throw IsOther(path);
        if (kind != GrounderExporter.Kind)
            throw new StvgException($"the grounder '{path}' is a '{kind}', but this program runs '{GrounderExporter.Kind}': export it again");
        if (!header.IsIntact)
            throw new StvgException($"the grounder '{path}' is damaged, its checksum does not fit: copy or export it again");
        var session = OnnxSession.Create(content, path, options ?? new());
        if (Misfit(session) is not { } misfit)
            return new OnnxGrounder(path, header.Properties.GetValueOrDefault(GrounderExporter.AboutProperty, ""), session);
        session.Dispose();
        throw new StvgException($"the grounder '{path}' was made for other features ({misfit}): train and export it again");
    }

    /// <summary>Asks it. Safe for concurrent use.</summary>
    /// <param name="input">The question.</param>
    /// <exception cref="StvgException">ONNX Runtime failed.</exception>
    public GrounderOutput Run(GrounderInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var tensors = input.ToTensors();
        var values = new List<OrtValue>(tensors.Count);
        try
        {
            foreach (var tensor in tensors) values.Add(ValueOf(tensor));
            using var results = _session.Run(_run, [.. tensors.Select(t => t.Kind.Name)], values, s_outputs);
            var moments = results[2].GetTensorDataAsSpan<float>();
            var each = input.Tubelets * GrounderShape.Fast;
            var actions = new float[input.Actions][];
            for (var a = 0; a < actions.Length; a++) actions[a] = moments.Slice(a * each, each).ToArray();
            var (who, yes) = (results[0].GetTensorDataAsSpan<float>().ToArray(), results[1].GetTensorDataAsSpan<float>().ToArray());
            return new GrounderOutput(who, yes, actions);
        }
        catch (OnnxRuntimeException e)
        {
            throw new StvgException($"the grounder '{_path}' failed: {e.Message.ReplaceLineEndings(" ").Trim()}", e);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private static byte[] Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile }) throw IsOther(path);
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"the grounder '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static StvgException IsOther(string path) =>
        new($"'{path}' is no learned grounder: give an ONNX file that was exported from one");

    /// <summary>What is otherwise than this program's questions have it; null when nothing is.</summary>
    private static string? Misfit(InferenceSession session)
    {
        foreach (var kind in GrounderInput.Kinds)
        {
            var wanted = string.Join(',', kind.Axes);
            if (!session.InputMetadata.TryGetValue(kind.Name, out var found)) return $"no input '{kind.Name}'";
            var axes = string.Join(',', found.Dimensions.Zip(found.SymbolicDimensions, (length, name) => length > 0 ? $"{length}" : name));
            var type = kind.IsRows ? TensorElementType.Int32 : TensorElementType.Float;
            if (axes != wanted || found.ElementDataType != type)
                return $"'{kind.Name}' is {found.ElementDataType} [{axes}], not {type} [{wanted}]";
        }

        return session.InputMetadata.Count > GrounderInput.Kinds.Count ? "more inputs than are known"
            : s_outputs.FirstOrDefault(o => !session.OutputMetadata.ContainsKey(o)) is { } missing ? $"no output '{missing}'" : null;
    }

    private static OrtValue ValueOf(GrounderTensor tensor) => tensor.Values is int[] rows
        ? OrtValue.CreateTensorValueFromMemory(rows, tensor.Shape)
        : OrtValue.CreateTensorValueFromMemory((float[])tensor.Values, tensor.Shape);
}
