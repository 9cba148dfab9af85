using System.Text.Json;
using Stvg.Core.Cameras;

namespace Stvg.Core.Sparsification;

/// <summary>How many frames were worth a run of the detector, and why.</summary>
public sealed class FrameTally
{
    private readonly SortedDictionary<FrameReason, int> _reasons = [];

    /// <summary>Frames that were considered.</summary>
    public int Decoded { get; private set; }

    /// <summary>Of those, the frames that the detector was to look at.</summary>
    public int Looks { get; private set; }

    /// <summary>Of those, the frames that it was not.</summary>
    public int Skipped => Decoded - Looks;

    /// <summary>Frames by reason.</summary>
    public IReadOnlyDictionary<FrameReason, int> Reasons => _reasons;

    /// <summary>The counts as they stand.</summary>
    public FrameCounts Counts() => new(
        Decoded, Looks, Skipped, Math.Round((double)Decoded / Math.Max(1, Looks), 3),
        _reasons.ToDictionary(r => JsonNamingPolicy.CamelCase.ConvertName(r.Key.ToString()), r => r.Value));

    /// <summary>Counts a frame.</summary>
    public void Add(FrameVerdict verdict)
    {
        Decoded++;
        if (verdict.Detect) Looks++;
        _reasons[verdict.Reason] = _reasons.GetValueOrDefault(verdict.Reason) + 1;
    }
}
