using System.Collections.Immutable;
using System.Globalization;

namespace Stvg.Core.Queries.Drafts;

/// <summary>
/// Predicates in words, for documents and for language models: a kind, then names of a closed list ("colour upper red navy", "motion walk",
/// "enter left", "at top_left", "order 2", "relation next_to").
/// </summary>
public static class PredicateText
{
    /// <summary>The words of a predicate, without its other side.</summary>
    public static string Of(Predicate predicate) => predicate switch
    {
        ColourPredicate colour => $"colour {Name(colour.Part)} {string.Join(' ', colour.Colours.Select(c => Name(c)))}",
        PatternPredicate pattern => $"pattern {Name(pattern.Part)} {pattern.Pattern}",
        TraitPredicate trait => $"trait {Name(trait.Trait)}",
        PosturePredicate posture => $"posture {Name(posture.Posture)}",
        SizePredicate size => $"size {Name(size.Size)}",
        PositionPredicate position => $"at {Name(position.Place)}",
        MotionPredicate motion => $"motion {Name(motion.Motion)}",
        DirectionPredicate direction => $"direction {Name(direction.Direction)}",
        CrossingPredicate crossing => $"{Name(crossing.Crossing)} {Name(crossing.Edge)}",
        OrdinalPredicate ordinal => $"order {ordinal.Rank.ToString(CultureInfo.InvariantCulture)}",
        RelationPredicate relation => $"relation {relation.Name}{(relation.TargetIsObject ? " passive" : "")}",
        TemporalPredicate temporal => $"time {Name(temporal.When)}",
        _ => "unjudged",
    };

    /// <summary>The predicate of words; null where they are none.</summary>
    /// <param name="text">The words.</param>
    /// <param name="words">What the sentence says: that of which nothing is judged.</param>
    /// <param name="other">The other side of a relation, or whom a clause of time is about.</param>
    /// <param name="clause">What happens in a clause of time.</param>
    /// <param name="relations">Names of relations that may be spoken of.</param>
    internal static Predicate? Read(
        string text, string words, Entity? other, ImmutableArray<SubQuery> clause, IReadOnlySet<string> relations) => text.Split(' ') switch
    {
        ["colour", var part, .. { Length: > 0 and <= 4 } names] when Is<BodyPart>(part) is { } where && names.All(n => Is<Colour>(n) is not null) =>
            new ColourPredicate(where, [.. names.Select(n => Is<Colour>(n)!.Value)]),
        ["pattern", var part, var pattern] when Is<BodyPart>(part) is { } where => new PatternPredicate(where, pattern),
        ["trait", var name] when Is<BodyTrait>(name) is { } trait => new TraitPredicate(trait),
        ["posture", var name] when Is<Posture>(name) is { } posture => new PosturePredicate(posture),
        ["size", var name] when Is<RelativeSize>(name) is { } size => new SizePredicate(size),
        ["at", var name] when Is<PicturePlace>(name) is { } place => new PositionPredicate(place),
        ["motion", var name] when Is<Motion>(name) is { } motion => new MotionPredicate(motion),
        ["direction", var name] when Is<Direction>(name) is { } direction => new DirectionPredicate(direction),
        [var crossing, var edge] when Is<Crossing>(crossing) is { } how && Is<PictureEdge>(edge) is { } where => new CrossingPredicate(how, where),
        ["order", var rank] when int.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number is not 0 and >= -100 and <= 100 => new OrdinalPredicate(number),
        ["relation", var name, .. var passive] when other is not null && relations.Contains(name) && passive is [] or ["passive"] =>
            new RelationPredicate(name, other, passive.Length > 0),
        ["time", var when] when Is<TemporalRelation>(when) is { } relation && (IsAlone(relation) == (other is null && clause.IsEmpty)) =>
            new TemporalPredicate(relation, other, clause),
        ["unjudged"] => new UnjudgedPredicate(words),
        _ => null,
    };

    /// <summary>Which kind of sub-query a predicate may stand in.</summary>
    internal static SubQueryKind? KindOf(Predicate predicate) => predicate switch
    {
        ColourPredicate or PatternPredicate or TraitPredicate or SizePredicate => SubQueryKind.Attribute,
        MotionPredicate or DirectionPredicate or CrossingPredicate or PosturePredicate => SubQueryKind.Action,
        RelationPredicate => SubQueryKind.Relation,
        PositionPredicate => SubQueryKind.Position,
        OrdinalPredicate or TemporalPredicate => SubQueryKind.Temporal,
        _ => null,
    };

    /// <summary>What may stand where, for whoever is asked to write predicates.</summary>
    internal static string Vocabulary(IEnumerable<string> relations) =>
        $"""
        attribute: "colour PART COLOUR..." (PART: {Names<BodyPart>()}; COLOUR: {Names<Colour>()}), "pattern PART striped", "trait {Names<BodyTrait>()}", "size {Names<RelativeSize>()}"
        action: "motion {Names<Motion>()}", "direction {Names<Direction>()}", "enter EDGE" and "leave EDGE" (EDGE: {Names<PictureEdge>()}), "posture {Names<Posture>()}"
        position: "at {Names<PicturePlace>()}"
        relation: "relation NAME" with "other" (NAME: {string.Join('|', relations)}); "relation NAME passive" where the target suffers it
        temporal: "order N" (1 first, -1 last), "time at_start", "time at_end", "time before|after|while|until" with "other" or "clause"
        any kind: "unjudged" for what none of these says
        """;

    private static bool IsAlone(TemporalRelation relation) => relation is TemporalRelation.AtStart or TemporalRelation.AtEnd;

    private static string Names<T>() where T : struct, Enum => string.Join('|', Enum.GetValues<T>().Select(v => Name(v)));

    private static T? Is<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Name(value) == name) return value;
        return null;
    }

    // "TurnAround" is turn_around.
    private static string Name<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
    }
}
