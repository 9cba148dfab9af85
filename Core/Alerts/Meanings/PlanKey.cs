using System.Globalization;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>
/// What a part of a plan means, as a text: two with the same text get the same scores in every scene of a camera, whatever the words.
/// "Man" and "woman" are both a person, "sweater" and "shirt" both the upper part of one.
/// </summary>
internal static class PlanKey
{
    /// <summary>A described thing.</summary>
    public static string Of(Entity entity)
    {
        var said = entity.SubQueries.Where(s => s.Kind == SubQueryKind.Attribute && AttributeScorer.IsConstant(s.Predicate)).Select(s => Of(s, entity));
        var ground = GroundNouns.ColourOf(entity.Noun) is null ? "" : entity.Noun;
        return $"{CategoryScorer.KeyOf(entity)}/{ground}({string.Join(';', said.Order(StringComparer.Ordinal))})";
    }

    /// <summary>A sub-query of a target.</summary>
    public static string Of(SubQuery subQuery, Entity target)
    {
        var not = subQuery.Negated ? "!" : "";
        return subQuery.Predicate switch
        {
            // How much of a colour or a size is much depends on what else is there of the kind.
            ColourPredicate colour => $"{not}colour {Part(colour)} {Colours(colour)} of {CategoryScorer.KeyOf(target)}",
            SizePredicate size => $"{not}size {size.Size} of {CategoryScorer.KeyOf(target)}",
            TraitPredicate trait => $"{not}trait {trait.Trait}",
            PatternPredicate pattern => $"{not}pattern {pattern.Pattern} of {CategoryScorer.KeyOf(target)}",
            _ => $"{not}{Letter(subQuery.Kind)} {Changing(subQuery, target)}",
        };
    }

    private static string Changing(SubQuery subQuery, Entity target) => subQuery.Predicate switch
    {
        MotionPredicate motion => $"motion {motion.Motion}",
        DirectionPredicate direction => $"direction {direction.Direction}",
        CrossingPredicate crossing => $"{crossing.Crossing} {crossing.Edge} {(subQuery.Restrictive ? "who" : "does")}",
        PosturePredicate posture => $"posture {posture.Posture}",
        PositionPredicate position => $"place {position.Place}",
        // Which zone is meant hangs on the words, and so does what is said of things that only a zone can stand for.
        RelationPredicate relation when ZoneScorer.CanJudge(relation) => $"{relation.Name} \"{subQuery.Text.ToLowerInvariant()}\"",
        RelationPredicate relation => RelationScorer.KeyOf(relation, Of),
        TemporalPredicate temporal =>
            $"{temporal.When} {(temporal.Other is { } other ? Of(other) : "")}[{string.Join(';', temporal.Clause.Select(s => Of(s, target)))}]",
        var other => throw new ArgumentException($"nothing judges {other}", nameof(subQuery)),
    };

    private static string Part(ColourPredicate colour) => colour switch
    {
        { Part: BodyPart.Head, Garment: "hair" } => "Hair",
        { Part: BodyPart.Lower, Garment: "jeans" } => "Jeans",
        { Garment: var garment } when AttributeScorer.IsLong(garment) is { } isLong => $"{colour.Part} {(isLong ? "long" : "short")}",
        _ => colour.Part.ToString(),
    };

    // Colours in any order, then their shades.
    private static string Colours(ColourPredicate colour) => string.Join(
        '+', colour.Colours.Order().OrderBy(c => AttributeScorer.IsShade(colour, c)).Select(c => AttributeScorer.IsShade(colour, c) ? $"({c})" : c.ToString()));

    // What is said of the kind of sub-query is only where it stands in time: attributes nowhere, actions one after the other, the rest always.
    private static char Letter(SubQueryKind kind) => kind switch
    {
        SubQueryKind.Attribute => 'a',
        SubQueryKind.Action => 'v',
        _ => 'q',
    };

    /// <summary>A score, exactly.</summary>
    public static string Of(float threshold) => threshold.ToString("R", CultureInfo.InvariantCulture);
}
