namespace Stvg.Core.Learning.Training;

/// <summary>How a training went so far: its curve, and the best grounder of those that were looked at.</summary>
public sealed class TrainingHistory
{
    private readonly List<TrainingProgress> _curve = [];

    /// <summary>What was reported, in order.</summary>
    public IReadOnlyList<TrainingProgress> Curve => _curve;

    /// <summary>The best so far; null before the first look.</summary>
    public LearnedGrounder? Best { get; private set; }

    /// <summary>Its m_vIoU on the held-out clips.</summary>
    public double BestFigures { get; private set; } = double.NegativeInfinity;

    /// <summary>Looks since then that brought nothing better.</summary>
    public int Worse { get; private set; }

    /// <summary>Notes a report, and keeps what is better than all before.</summary>
    /// <param name="point">The report.</param>
    /// <param name="grounder">What was learned until then; copied where it is kept.</param>
    /// <param name="isWhole">Whether scenes of any size are learned from by now: before, getting worse says nothing.</param>
    public void Add(TrainingProgress point, LearnedGrounder grounder, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        _curve.Add(point);
        if (point.Figures is not { } now) return;
        if (now > BestFigures) (Best, BestFigures, Worse) = (grounder.Copy(grounder.About), now, 0);
        else if (isWhole) Worse++;
    }

    internal void Restore(IEnumerable<TrainingProgress> curve, LearnedGrounder? best, double bestFigures, int worse)
    {
        _curve.Clear();
        _curve.AddRange(curve);
        (Best, BestFigures, Worse) = (best, bestFigures, worse);
    }
}

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps at most.</param>
/// <param name="Loss">Mean loss since the last report.</param>
/// <param name="Figures">m_vIoU on the held-out clips where they were just looked at; else null.</param>
public readonly record struct TrainingProgress(int Step, int Steps, float Loss, double? Figures);
