namespace Stvg.Core.Learning.Simulation;

/// <summary>Whether a sentence leaves no doubt.</summary>
internal static class Uniqueness
{
    /// <summary>
    /// The one time at which a statement is true of somebody, if it cannot be taken for anybody else's nor for another time; else null.
    /// </summary>
    public static Span? Of(Statement statement, SimulatedActor target, Stage stage)
    {
        Span? truth = null;
        foreach (var span in statement.Of(target, stage, liberal: false))
        {
            if (truth is { } known && known != span) return null;
            truth = span;
        }

        if (truth is not { } found) return null;
        foreach (var span in statement.Of(target, stage, liberal: true))
            if (span.And(found).Length < 0.5f * Math.Min(span.Length, found.Length)) return null;
        foreach (var other in stage.Actors)
            if (other != target && statement.Of(other, stage, liberal: true).Any()) return null;
        return found;
    }
}
