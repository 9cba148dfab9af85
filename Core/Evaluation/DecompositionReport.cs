using System.Text.Json.Serialization;

namespace Stvg.Core.Evaluation;

/// <summary>
/// What <c>eval decomposition</c> prints; serialises to JSON as it is. Accuracies are fractions in [0, 1]; 0 over nothing.
/// </summary>
/// <param name="Sentences">Number of declarative sentences.</param>
/// <param name="TargetAccuracy">Share of them whose described thing is of the right family of categories.</param>
/// <param name="PredicateAccuracy">Share with the right predicate, said of the right side.</param>
/// <param name="ObjectAccuracy">Share whose other thing is of the right family.</param>
/// <param name="AllAccuracy">Share with all three right.</param>
/// <param name="Questions">The questions.</param>
/// <param name="Outcomes">Sentence by sentence, in the order given; not part of the JSON.</param>
public sealed record DecompositionReport(
    [property: JsonPropertyName("sentences")] int Sentences,
    [property: JsonPropertyName("targetAccuracy")] double TargetAccuracy,
    [property: JsonPropertyName("predicateAccuracy")] double PredicateAccuracy,
    [property: JsonPropertyName("objectAccuracy")] double ObjectAccuracy,
    [property: JsonPropertyName("allAccuracy")] double AllAccuracy,
    [property: JsonPropertyName("questions")] QuestionAccuracy Questions,
    [property: JsonIgnore] IReadOnlyList<DecompositionOutcome> Outcomes);

/// <summary>Accuracy on questions.</summary>
/// <param name="Count">Number of questions.</param>
/// <param name="SideAccuracy">Share where the right side of the relation is asked for.</param>
/// <param name="PredicateAccuracy">Share with the right predicate.</param>
/// <param name="EntityAccuracy">Share whose given thing is of the right family of categories.</param>
/// <param name="AllAccuracy">Share with all three right.</param>
public sealed record QuestionAccuracy(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("sideAccuracy")] double SideAccuracy,
    [property: JsonPropertyName("predicateAccuracy")] double PredicateAccuracy,
    [property: JsonPropertyName("entityAccuracy")] double EntityAccuracy,
    [property: JsonPropertyName("allAccuracy")] double AllAccuracy);

/// <summary>How one sentence was read.</summary>
/// <param name="Sentence">The sentence and its truth.</param>
/// <param name="Reading">What was made of it, or null: nothing.</param>
/// <param name="Target">Statements: the described thing is right. Questions: the side is right.</param>
/// <param name="Predicate">The predicate is right.</param>
/// <param name="Other">The other, given thing is right.</param>
public sealed record DecompositionOutcome(VidStgSentence Sentence, DecomposedRelation? Reading, bool Target, bool Predicate, bool Other);
