namespace Stvg.Core.Learning.Training;

/// <summary>
/// A list of examples, over and over in an order that looks random; and between them others (simulated ones), so that little data of a site does
/// not make the grounder forget what it knows. They come in groups of one kind: only clips of one kind are compared with each other.
/// </summary>
public sealed class ListedExamples : IExampleSource
{
    private readonly IReadOnlyList<TrainingExample> _examples;
    private readonly IExampleSource? _others;
    private readonly double _share;
    private readonly int _group;

    /// <summary>Takes a list.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="others">Between them; null: nothing.</param>
    /// <param name="share">The list's share, in (0, 1].</param>
    /// <param name="group">So many in a row are of the list, or are not: a batch.</param>
    public ListedExamples(IReadOnlyList<TrainingExample> examples, IExampleSource? others = null, double share = 1, int group = 1)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Count == 0) throw new StvgException("there is nothing to learn from: no clip has both objects and sentences");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(group);
        (_examples, _others, _share, _group) = ([.. examples.OrderBy(e => e.Tubelets)], others, others is null ? 1 : share, group);
    }

    /// <inheritdoc/>
    public TrainingExample Take(long number, int mostTubelets)
    {
        // Halton's sequence (base 2 and 3): evenly spread, whatever part of it is taken.
        if (_others is not null && Spread(number / _group, 2) >= _share) return _others.Take(number, mostTubelets);
        var fit = _examples.Count;
        while (fit > 0 && _examples[fit - 1].Tubelets > mostTubelets) fit--;
        // Early in a curriculum all may be too crowded; the least so, over and over, would be learned by heart.
        if (fit == 0 && _others is not null) return _others.Take(number, mostTubelets);
        fit = Math.Max(1, fit);
        return _examples[Math.Min(fit - 1, (int)(Spread(number, 3) * fit))];
    }

    private static double Spread(long number, int radix)
    {
        var (place, sum) = (1.0 / radix, 0.0);
        for (var n = number + 1; n > 0; n /= radix, place /= radix) sum += place * (n % radix);
        return sum;
    }
}
