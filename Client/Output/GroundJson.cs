using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Queries.Drafts;
using Stvg.Core.Sparsification;

namespace Stvg.Client.Output;

/// <summary>The documents that <c>--json</c> writes; their fields are a contract (docs/commands.md).</summary>
internal sealed record GroundJson(string Query, PlanJson Plan, VideoJson Video, IReadOnlyList<TubeJson> Tubes, TimingJson Timing, FrameCounts Frames);

internal sealed record PlanJson(TargetJson Target, IReadOnlyList<SubQueryJson> SubQueries, IReadOnlyList<string> Warnings)
{
    public static PlanJson Of(QueryPlan plan) => new(
        new TargetJson(plan.Target.Noun, plan.Target.Categories),
        [.. plan.SubQueries.Select(SubQueryJson.Of)],
        plan.Warnings);

    public static string Kind(SubQueryKind kind) => kind switch
    {
        SubQueryKind.Attribute => "attribute",
        SubQueryKind.Action => "action",
        SubQueryKind.Relation => "relation",
        SubQueryKind.Position => "position",
        _ => "temporal",
    };
}

internal sealed record TargetJson(string Noun, ImmutableArray<string> Categories);

/// <summary>What is judged stands in words (<see cref="PredicateText"/>), with the other side of a relation and the clause of a time.</summary>
internal sealed record SubQueryJson(
    string Id, string Kind, string Text, bool? Negated, string Predicate, ThingJson? Other, IReadOnlyList<SubQueryJson>? Clause)
{
    public static SubQueryJson Of(SubQuery s)
    {
        var (other, clause) = s.Predicate switch
        {
            RelationPredicate relation => (relation.Other, null),
            TemporalPredicate { Clause.IsEmpty: false } temporal => (temporal.Other, temporal.Clause.Select(Of)),
            TemporalPredicate temporal => (temporal.Other, null),
            _ => ((Entity?)null, (IEnumerable<SubQueryJson>?)null),
        };
        return new SubQueryJson(
            s.Id, PlanJson.Kind(s.Kind), s.Text, s.Negated ? true : null, PredicateText.Of(s.Predicate), other is null ? null : ThingJson.Of(other),
            clause is null ? null : [.. clause]);
    }
}

internal sealed record ThingJson(string Noun, ImmutableArray<string> Categories, IReadOnlyList<SubQueryJson>? SubQueries)
{
    public static ThingJson Of(Entity entity) =>
        new(entity.Noun, entity.Categories, entity.SubQueries.IsEmpty ? null : [.. entity.SubQueries.Select(SubQueryJson.Of)]);
}

internal sealed record VideoJson(string Path, int Width, int Height, double Fps, int Frames);

internal sealed record TubeJson(
    string Id, double Score, int Begin, int End, double BeginTime, double EndTime,
    IReadOnlyList<BoxJson> Boxes, IReadOnlyList<EvidenceJson> Evidence)
{
    public static TubeJson Of(Tube tube) => new(
        tube.Id, Math.Round(tube.Score, 4), tube.Begin, tube.End,
        Math.Round(tube.BeginTime.TotalSeconds, 4), Math.Round(tube.EndTime.TotalSeconds, 4),
        [.. tube.Boxes.Select((b, i) => BoxJson.Of(tube.Begin + i, b))],
        [.. tube.Evidence.Select(e => new EvidenceJson(e.SubQuery, Math.Round(e.Score, 4)))]);
}

internal sealed record BoxJson(int Frame, double X, double Y, double Width, double Height)
{
    public static BoxJson Of(int frame, Box b) => new(frame, Round(b.X), Round(b.Y), Round(b.Width), Round(b.Height));

    private static double Round(float value) => Math.Round(value, 2);
}

/// <summary>What <c>stvg describe --json</c> writes.</summary>
internal sealed record DescribeJson(
    string Text, int Tubelet, int Begin, int End, double BeginTime, double EndTime, IReadOnlyList<WordsJson> Words,
        IReadOnlyList<BoxJson> Boxes);

internal sealed record WordsJson(string Words, double Score);

internal sealed record EvidenceJson(string SubQuery, double Score);

internal sealed record TimingJson(double Seconds, int FramesDecoded, int FramesDetected);

/// <summary>A plan on its own (<c>stvg plan --json</c>).</summary>
internal sealed record PlanDocument(string Query, TargetJson Target, IReadOnlyList<SubQueryJson> SubQueries, IReadOnlyList<string> Warnings);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GroundJson))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(MarksJson))]
[JsonSerializable(typeof(DescribeJson))]
[JsonSerializable(typeof(Stvg.Core.Evaluation.StAlignReport))]
[JsonSerializable(typeof(Stvg.Core.Evaluation.TrackingReport))]
[JsonSerializable(typeof(Stvg.Core.Evaluation.DetectionMetrics))]
[JsonSerializable(typeof(Stvg.Core.Evaluation.GroundingReport))]
[JsonSerializable(typeof(IReadOnlyList<Stvg.Core.Evaluation.GroundingReport>))]
[JsonSerializable(typeof(Stvg.Core.Evaluation.DecompositionReport))]
[JsonSerializable(typeof(IReadOnlyList<Stvg.Embedded.ModelListing>))]
internal sealed partial class JsonContext : JsonSerializerContext
{
    /// <summary>The same settings, but letters beyond ASCII stay readable.</summary>
    public static JsonContext Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
