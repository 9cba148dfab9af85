using Stvg.Core.Queries;

namespace Stvg.Core.Judging;

/// <summary>How the frames are shown.</summary>
public enum Showing
{
    /// <summary>In order of time.</summary>
    Forward,

    /// <summary>From the last to the first.</summary>
    Reversed,

    /// <summary>Every other one, in order of time.</summary>
    EveryOther,

    /// <summary>Those that <see cref="EveryOther"/> leaves out, in order of time.</summary>
    OtherHalf,
}

/// <summary>One question of a hearing.</summary>
/// <param name="Part">Which part of the sentence.</param>
/// <param name="Words">The part as a description.</param>
/// <param name="Showing">How the frames are shown.</param>
public readonly record struct Inquiry(SentencePart Part, string Words, Showing Showing);

/// <summary>
/// Whether one candidate is what a sentence describes, asked part by part (DSTH), in both orders of time (its temporal-augmented
/// assembling). Without I/O: it says what to ask next and takes what was answered.
/// </summary>
/// <remarks>
/// A part is refuted only when it was denied four times: forward, reversed, and with either half of the frames. An alert that is lost costs
/// more than a false one; a model that errs in one question of ten loses one of ten thousand then and still lets only a third of the false
/// ones pass, as far as its errors do not go together. Attributes are always asked in both orders, since they do not depend on time; actions in
/// their own order, and otherwise only as a second opinion on a no.
/// </remarks>
public sealed class Hearing
{
    private const double Even = 0.5;
    private static readonly Showing[] s_all = [Showing.Forward, Showing.Reversed, Showing.EveryOther, Showing.OtherHalf];

    private readonly IReadOnlyList<(SentencePart Part, string Words)> _parts;
    private readonly Dictionary<Inquiry, double> _answers = [];

    /// <summary>Begins a hearing.</summary>
    public Hearing(QueryPlan plan) => _parts = SubQuestions.Of(plan);

    /// <summary>What to ask now; these may be asked at the same time. Empty: the hearing is over.</summary>
    public IReadOnlyList<Inquiry> Next() => IsRefuted ? [] : [.. _parts.SelectMany(Next)];

    /// <summary>Takes an answer.</summary>
    /// <param name="inquiry">What was asked.</param>
    /// <param name="yes">Probability of yes, in [0, 1].</param>
    public void Take(Inquiry inquiry, double yes) => _answers[inquiry] = Math.Clamp(yes, 0, 1);

    /// <summary>Whether some part is refuted.</summary>
    public bool IsRefuted => _parts.Any(p => s_all.All(showing => Answered(p, showing) is < Even));

    /// <summary>How well the candidate fits, in [0, 1]: the least of the parts, each the mean of its answers.</summary>
    public float Score =>
        (float)_parts.Min(p => s_all.Select(showing => Answered(p, showing)).OfType<double>().DefaultIfEmpty(Even).Average());

    private IEnumerable<Inquiry> Next((SentencePart Part, string Words) part)
    {
        List<Showing> open = [.. s_all.Where(showing => Answered(part, showing) is null)];
        if (open.Count == 0) return [];
        if (open.Count == s_all.Length)
            return part.Part == SentencePart.Attributes ? [Ask(part, Showing.Forward), Ask(part, Showing.Reversed)]
                : [Ask(part, Showing.Forward)];
        return s_all.Any(showing => Answered(part, showing) >= Even) ? [] : [Ask(part, open[0])];
    }

    private static Inquiry Ask((SentencePart Part, string Words) part, Showing showing) => new(part.Part, part.Words, showing);

    private double? Answered((SentencePart Part, string Words) part, Showing showing) =>
        _answers.TryGetValue(Ask(part, showing), out var yes) ? yes : null;
}
