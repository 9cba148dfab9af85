namespace Stvg.Core.Correspondences;

/// <summary>How marked frames are made.</summary>
public sealed record MarkOptions
{
    /// <summary>Default of <see cref="Frames"/>: what the paper gives a large model.</summary>
    public const int DefaultFrames = 8;

    /// <summary>Default of <see cref="Top"/>: with more marks models do worse.</summary>
    public const int DefaultTop = 5;

    /// <summary>Most frames and most marks that may be asked for.</summary>
    public const int Most = 64;

    /// <summary>Frames that are kept, evenly spaced; fewer where the clip is shorter.</summary>
    public int Frames { get; init; } = DefaultFrames;

    /// <summary>Instances that are marked, the most prominent ones.</summary>
    public int Top { get; init; } = DefaultTop;

    /// <summary>
    /// Diameter of a mark as a share of the picture's longer side: 60 of 1296 pixels, the middle one of the paper's three sizes on the
    /// pictures of its data.
    /// </summary>
    public float Diameter { get; init; } = 60f / 1296;

    /// <summary>Whether the box of a marked object is outlined, too.</summary>
    public bool Outline { get; init; } = true;
}
