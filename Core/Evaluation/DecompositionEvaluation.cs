using Stvg.Core.Queries;

namespace Stvg.Core.Evaluation;

/// <summary>Measures how well sentences are decomposed, on VidSTG's own annotations.</summary>
/// <remarks>
/// Many questions of VidSTG ask for the object of "above" as "what is beneath …?". A reading that swaps both the side and the predicate
/// says the same and counts as right in both; one that swaps only one of them is wrong in that one.
/// </remarks>
public static class DecompositionEvaluation
{
    /// <summary>Evaluates a parser.</summary>
    /// <param name="sentences">Sentences with their truth (see <see cref="VidStgReader"/>).</param>
    /// <param name="read">Reads a sentence; null where it makes nothing of it, which counts as wrong in everything.</param>
    public static DecompositionReport Evaluate(IEnumerable<VidStgSentence> sentences, Func<string, DecomposedRelation?> read)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(read);
        var outcomes = sentences.Select(sentence => Judge(sentence, read(sentence.Text))).ToArray();
        var statements = outcomes.Where(o => !o.Sentence.IsQuestion).ToArray();
        var questions = outcomes.Where(o => o.Sentence.IsQuestion).ToArray();
        return new DecompositionReport(
            statements.Length, Share(statements, o => o.Target), Share(statements, o => o.Predicate), Share(statements, o => o.Other),
            Share(statements, o => o.Target && o.Predicate && o.Other),
            new QuestionAccuracy(
                questions.Length, Share(questions, o => o.Target), Share(questions, o => o.Predicate), Share(questions, o => o.Other),
                Share(questions, o => o.Target && o.Predicate && o.Other)),
            outcomes);
    }

    /// <summary>Evaluates a parser that makes query plans.</summary>
    /// <inheritdoc cref="Evaluate(IEnumerable{VidStgSentence}, Func{string, DecomposedRelation})"/>
    public static DecompositionReport Evaluate(IEnumerable<VidStgSentence> sentences, Func<string, QueryPlan?> read) =>
        Evaluate(sentences, text => read(text) is { } plan ? DecomposedRelation.Of(plan) : null);

    private static DecompositionOutcome Judge(VidStgSentence truth, DecomposedRelation? reading)
    {
        if (reading is null) return new DecompositionOutcome(truth, reading, false, false, false);
        // A question says by its form which side it asks for; a statement by the side on which it puts the described thing.
        bool? isObject = !truth.IsQuestion ? reading.TargetIsObject
            : reading.Asked == QuestionForm.None ? null : reading.Asked == QuestionForm.Object;
        var name = reading.Predicate is null ? null : VidOrPredicates.Normalise(reading.Predicate);
        var swapped = isObject == !truth.TargetIsObject && name is not null && VidOrPredicates.InverseOf(name) == truth.Predicate;
        var sameSide = isObject == truth.TargetIsObject || swapped;
        var samePredicate = name == truth.Predicate || swapped;
        var other = VidOrCategories.FamilyOf(reading.OtherNames) == VidOrCategories.FamilyOfCategory(truth.Other);
        return truth.IsQuestion
            ? new DecompositionOutcome(truth, reading, sameSide, samePredicate, other)
            : new DecompositionOutcome(
                truth, reading, VidOrCategories.FamilyOf(reading.TargetNames) == VidOrCategories.FamilyOfCategory(truth.Target),
                samePredicate && sameSide, other);
    }

    private static double Share(DecompositionOutcome[] outcomes, Func<DecompositionOutcome, bool> right) =>
        outcomes.Length == 0 ? 0 : outcomes.Count(right) / (double)outcomes.Length;
}
