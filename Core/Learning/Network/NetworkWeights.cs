using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;

namespace Stvg.Core.Learning.Network;

/// <summary>All that the network learns. Matrices multiply rows from the right: y = x·W.</summary>
internal sealed class NetworkWeights
{
    /// <summary>Width of every token, d.</summary>
    public const int Width = 64;

    private const int Hidden = 2 * Width;

    private readonly List<Parameter> _all = [];
    private readonly Random _random;

    /// <summary>Draws small random weights.</summary>
    /// <param name="seed">The same seed gives the same weights.</param>
    public NetworkWeights(int seed)
    {
        _random = new Random(seed);
        Words = Make("words", WordParts.Rows, Width, 0.5f);
        Mask = Make("mask", 1, Width, 0.5f);
        Coordinates = Make("coordinates", TokenShape.Coordinates, Width, 0.3f);
        Context = [.. Enumerable.Range(0, 5).Select(i => Make($"context{i}", Width, Width, 0.5f / MathF.Sqrt(Width)))];
        Gate = Make("gate", Width, 1, 0.1f);
        Still = Linear("still", TokenShape.Still, Width);
        (SlowIn, FastIn) = (Linear("slow.in", TokenShape.Moving, Width), Linear("fast.in", TokenShape.Moving, Width));
        (SlowStill, FastNear) = (Linear("slow.still", Width, Width), Linear("fast.near", Width, Width));
        (SlowPack, FastPack) = (new AttentionWeights(this, "slow.pack"), new AttentionWeights(this, "fast.pack"));
        (SlowSelf, FastSelf) = (new AttentionWeights(this, "slow.self"), new AttentionWeights(this, "fast.self"));
        (SlowUp, SlowDown) = (Linear("slow.up", Width, Hidden), Linear("slow.down", Hidden, Width));
        (FastUp, FastDown) = (Linear("fast.up", Width, Hidden), Linear("fast.down", Hidden, Width));
        Position = Make("position", TokenShape.Fast, Width, 0.1f);
        (StillKey, FastKey) = (Linear("still.key", Width, Width), Linear("fast.key", Width, Width));
        (StillQuery, FastQuery) = (Linear("still.query", Width, Width), Linear("fast.query", Width, Width));
        (RebuildWho, RebuildWhen) = (Linear("rebuild.who", Width, Width), Linear("rebuild.when", Width, Width));
        (RebuildWords, RebuildOut) = (Linear("rebuild.words", Width, Width), Linear("rebuild.out", Width, Width));
        Scales = Make("scales", 1, (int)Scale.Count, 0);
        ReadOnlySpan<float> first = [1, 0.5f, -2, 0.7f, 0, 1.5f];
        first.CopyTo(Scales.Values);
    }

    /// <summary>All of them, by their numbers.</summary>
    public IReadOnlyList<Parameter> All => _all;

    /// <summary>How many numbers that is.</summary>
    public int Count => _all.Sum(p => p.Values.Length);

    /// <summary>One matrix as it is learned under a name.</summary>
    public Parameter Make(string name, int rows, int columns, float spread)
    {
        var parameter = new Parameter(name, rows, columns, _all.Count);
        for (var i = 0; i < parameter.Values.Length; i++) parameter.Values[i] = spread * (float)Normal();
        _all.Add(parameter);
        return parameter;
    }

    /// <summary>A matrix that keeps the variance of what it multiplies (He et al. 2015).</summary>
    public Parameter Linear(string name, int rows, int columns) => Make(name, rows, columns, 1 / MathF.Sqrt(rows));

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

#pragma warning disable CS1591 // what each is for is said where it is used, in the encoders
    public Parameter Words { get; }
    public Parameter Mask { get; }
    public Parameter Coordinates { get; }
    public Parameter[] Context { get; }
    public Parameter Gate { get; }
    public Parameter Still { get; }
    public Parameter SlowIn { get; }
    public Parameter FastIn { get; }
    public Parameter SlowStill { get; }
    public Parameter FastNear { get; }
    public AttentionWeights SlowPack { get; }
    public AttentionWeights FastPack { get; }
    public AttentionWeights SlowSelf { get; }
    public AttentionWeights FastSelf { get; }
    public Parameter SlowUp { get; }
    public Parameter SlowDown { get; }
    public Parameter FastUp { get; }
    public Parameter FastDown { get; }
    public Parameter Position { get; }
    public Parameter StillKey { get; }
    public Parameter FastKey { get; }
    public Parameter StillQuery { get; }
    public Parameter FastQuery { get; }
    public Parameter RebuildWho { get; }
    public Parameter RebuildWhen { get; }
    public Parameter RebuildWords { get; }
    public Parameter RebuildOut { get; }
    public Parameter Scales { get; }
#pragma warning restore CS1591
}

/// <summary>Single numbers that are learned, by their column in <see cref="NetworkWeights.Scales"/>.</summary>
internal enum Scale
{
    /// <summary>Sharpness of the contrast between clips for words.</summary>
    Word,

    /// <summary>logit_yes − logit_no of a referral query: factor.</summary>
    Yes,

    /// <summary>The same: shift.</summary>
    No,

    /// <summary>Width of a temporal proposal in standard deviations of the attention.</summary>
    Reach,

    /// <summary>Bias of word gates.</summary>
    Gate,

    /// <summary>Sharpness of attention over time.</summary>
    Time,

    /// <summary>How many there are.</summary>
    Count,
}

/// <summary>The three matrices of an attention.</summary>
internal sealed class AttentionWeights(NetworkWeights weights, string name)
{
    /// <summary>Makes queries.</summary>
    public Parameter Query { get; } = weights.Linear($"{name}.query", NetworkWeights.Width, NetworkWeights.Width);

    /// <summary>Makes keys.</summary>
    public Parameter Key { get; } = weights.Linear($"{name}.key", NetworkWeights.Width, NetworkWeights.Width);

    /// <summary>Makes values.</summary>
    public Parameter Value { get; } = weights.Linear($"{name}.value", NetworkWeights.Width, NetworkWeights.Width);
}
