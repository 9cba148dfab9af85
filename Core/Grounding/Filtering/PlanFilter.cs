using System.Collections.Immutable;

namespace Stvg.Core.Grounding.Filtering;

/// <summary>
/// What a tubelet must have to be able to answer a plan: a conjunction of clauses, each of which asks for at least one of its features.
/// Necessary, not sufficient: what passes still has to be scored, what does not pass cannot reach the threshold.
/// </summary>
/// <param name="Clauses">Rarest first, as a rule; empty: everything passes.</param>
public sealed partial record PlanFilter(ImmutableArray<TubeletSignature> Clauses)
{
    /// <summary>Whether a tubelet may answer.</summary>
    public bool Passes(in TubeletSignature signature)
    {
        foreach (var clause in Clauses)
            if (!clause.Intersects(signature)) return false;
        return true;
    }
}
