using System.Text.Json.Serialization;

namespace Stvg.Core.Sparsification;

/// <summary>What became of a clip's frames; serialises to JSON as it is.</summary>
/// <param name="Decoded">Frames of the clip.</param>
/// <param name="Detected">Of those, the frames that the detector was to look at.</param>
/// <param name="Skipped">Of those, the frames that it was not.</param>
/// <param name="Ratio">Frames decoded for each that was detected.</param>
/// <param name="Reasons">Frames by reason (<see cref="Cameras.FrameReason"/>, first letter small).</param>
public sealed record FrameCounts(
    [property: JsonPropertyName("decoded")] int Decoded,
    [property: JsonPropertyName("detected")] int Detected,
    [property: JsonPropertyName("skipped")] int Skipped,
    [property: JsonPropertyName("ratio")] double Ratio,
    [property: JsonPropertyName("reasons")] IReadOnlyDictionary<string, int> Reasons)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Detected} of {Decoded} frames ({string.Join(", ", Reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"))})";
}
