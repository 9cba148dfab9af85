using Stvg.Core.Queries;

namespace Stvg.Core.Judging;

/// <summary>One question of a hearing.</summary>
/// <param name="Part">Which part of the sentence.</param>
/// <param name="Words">The part as a description.</param>
/// <param name="Reversed">Whether the frames are shown from the last to the first.</param>
public readonly record struct Inquiry(SentencePart Part, string Words, bool Reversed);

/// <summary>
/// Whether one candidate is what a sentence describes, asked part by part (DSTH), in both orders of time (its temporal-augmented
/// assembling). Without I/O: it says what to ask next and takes what was answered.
/// </summary>
/// <remarks>
/// A part is refuted only when both orders say no. An alert that is lost costs more than a false one, and a model that errs in one question
/// of ten errs twice in one of a hundred, as far as its errors do not go together. Attributes are always asked in both orders, since they
/// do not depend on time; actions in the reverse order only as a second opinion on a no.
/// </remarks>
public sealed class Hearing
{
    private readonly IReadOnlyList<(SentencePart Part, string Words)> _parts;
    private readonly Dictionary<Inquiry, double> _answers = [];

    /// <summary>Begins a hearing.</summary>
    public Hearing(QueryPlan plan) => _parts = SubQuestions.Of(plan);

    /// <summary>What to ask now; these may be asked at the same time. Empty: the hearing is over.</summary>
    public IReadOnlyList<Inquiry> Next()
    {
        if (IsRefuted) return [];
        var first = _parts.SelectMany(p => p.Part == SentencePart.Attributes ? [Ask(p, false), Ask(p, true)] : new[] { Ask(p, false) })
            .Where(i => !_answers.ContainsKey(i)).ToList();
        if (first.Count > 0) return first;
        return [.. _parts.Where(p => !IsYes(Ask(p, false))).Select(p => Ask(p, true)).Where(i => !_answers.ContainsKey(i))];
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="inquiry">What was asked.</param>
    /// <param name="yes">Probability of yes, in [0, 1].</param>
    public void Take(Inquiry inquiry, double yes) => _answers[inquiry] = Math.Clamp(yes, 0, 1);

    /// <summary>Whether some part is refuted.</summary>
    public bool IsRefuted => _parts.Any(p => Answered(p, false) is < Even && Answered(p, true) is < Even);

    /// <summary>How well the candidate fits, in [0, 1]: the least of the parts, each the mean of its answers.</summary>
    public float Score => (float)_parts.Min(p => new[] { Answered(p, false), Answered(p, true) }.OfType<double>().DefaultIfEmpty(Even).Average());

    private const double Even = 0.5;

    private static Inquiry Ask((SentencePart Part, string Words) part, bool reversed) => new(part.Part, part.Words, reversed);

    private bool IsYes(Inquiry inquiry) => _answers.GetValueOrDefault(inquiry) >= Even;

    private double? Answered((SentencePart Part, string Words) part, bool reversed) =>
        _answers.TryGetValue(Ask(part, reversed), out var yes) ? yes : null;
}
