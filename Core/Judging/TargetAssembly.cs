namespace Stvg.Core.Judging;

/// <summary>
/// Temporal-augmented assembling of two answers to the same question, frames forward and reversed: who fits must not depend on the order of
/// time, so two that agree are sure, and where they differ the engine's own score decides. When, is only taken from the forward order.
/// </summary>
public static class TargetAssembly
{
    /// <summary>The joint answer and how sure it is, in [0, 1]; null when neither order gave one.</summary>
    /// <param name="forward">Answer to the frames in order; null: unreadable.</param>
    /// <param name="reversed">Answer to the frames in reverse; null: unreadable or not asked.</param>
    /// <param name="ownScore">The engine's own score of a number, in [0, 1]; 0 for one that is nobody's.</param>
    public static (TargetAnswer Answer, float Sure)? Assemble(TargetAnswer? forward, TargetAnswer? reversed, Func<int, float> ownScore)
    {
        ArgumentNullException.ThrowIfNull(ownScore);
        if (forward is null && reversed is null) return null;
        if (forward is null || reversed is null) return ((forward ?? reversed)!, 0.75f);
        if (forward.Target == reversed.Target)
            return (forward.Begin is null ? forward with { Begin = reversed.Begin, End = reversed.End } : forward, 1);
        var (own, other) = (Own(forward), Own(reversed));
        // Of a number and "none" the number stands if the engine, too, believes in it.
        return other > own ? (reversed, 0.5f) : (forward, 0.5f);

        float Own(TargetAnswer answer) => answer.Target is { } number ? ownScore(number) : 0.5f;
    }
}
