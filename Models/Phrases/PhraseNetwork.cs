using Microsoft.ML.OnnxRuntime;
using Stvg.Core;
using Stvg.Models.Detectors;

namespace Stvg.Models.Phrases;

/// <summary>A network with several named inputs of words and pictures.</summary>
internal sealed class PhraseNetwork : IDisposable
{
    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public PhraseNetwork(string path, DetectorOptions options)
    {
        if (!File.Exists(path)) throw new StvgException($"the network '{path}' does not exist");
        (_path, _session) = (path, OnnxSession.Create(path, options, []));
    }

    /// <summary>Names of the inputs.</summary>
    public IEnumerable<string> Inputs => _session.InputMetadata.Keys;

    /// <summary>Runs it; inputs that it does not have are left out.</summary>
    /// <param name="inputs">Names, shapes and values, of 64-bit integers or 32-bit floats.</param>
    /// <param name="output">The output that is wanted; if there is none of that name, the first with so many axes.</param>
    /// <param name="axes">Axes of the output.</param>
    /// <exception cref="StvgException">It needs other inputs, or has no such output.</exception>
    public (long[] Shape, float[] Values) Run(IReadOnlyList<(string Name, long[] Shape, Array Values)> inputs, string output, int axes) =>
        Run(inputs, [(output, axes)])[0];

    /// <inheritdoc cref="Run(IReadOnlyList{ValueTuple{string, long[], Array}}, string, int)"/>
    public (long[] Shape, float[] Values)[] Run(
        IReadOnlyList<(string Name, long[] Shape, Array Values)> inputs, IReadOnlyList<(string Name, int Axes)> outputs)
    {
        var given = inputs.Where(i => _session.InputMetadata.ContainsKey(i.Name)).ToList();
        if (_session.InputMetadata.Keys.FirstOrDefault(name => given.TrueForAll(i => i.Name != name)) is { } missing)
            throw new StvgException($"the network '{_path}' has an input '{missing}', which its style does not know");
        var values = new List<OrtValue>();
        try
        {
            foreach (var (_, shape, data) in given)
            {
                values.Add(data is long[] numbers
                    ? OrtValue.CreateTensorValueFromMemory(numbers, shape) : OrtValue.CreateTensorValueFromMemory((float[])data, shape));
            }

            string[] names = [.. outputs.Select(o => NameOf(o.Name, o.Axes))];
            using var results = _session.Run(_run, [.. given.Select(i => i.Name)], values, names);
            return [.. results.Select(r => (r.GetTensorTypeAndShape().Shape, r.GetTensorDataAsSpan<float>().ToArray()))];
        }
        catch (OnnxRuntimeException e)
        {
            throw new StvgException($"the network '{_path}' does not fit its description: {e.Message.ReplaceLineEndings(" ").Trim()}", e);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private string NameOf(string wanted, int axes)
    {
        if (_session.OutputMetadata.ContainsKey(wanted)) return wanted;
        return _session.OutputMetadata.FirstOrDefault(o => o.Value.IsTensor && o.Value.Dimensions.Length == axes).Key
            ?? throw new StvgException(
                $"the network '{_path}' has no output '{wanted}'; it has {string.Join(", ", _session.OutputMetadata.Keys)}");
    }
}
