using System.Text.Json.Serialization;
using Stvg.Core.Sparsification;

namespace Stvg.Core.Evaluation;

/// <summary>
/// What <c>eval grounding</c> prints; serialises to JSON as it is. Fractions in [0, 1]; frames count from 0 and ends are included.
/// </summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Figures">Figures over the whole set.</param>
/// <param name="Tags">The same figures for the queries that carry a tag, by tag.</param>
/// <param name="Queries">One row per query, in the order of the set.</param>
public sealed record GroundingReport(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonIgnore] GroundingFigures Figures,
    [property: JsonPropertyName("tags")] IReadOnlyDictionary<string, GroundingFigures> Tags,
    [property: JsonPropertyName("queries")] IReadOnlyList<GroundingRow> Queries)
{
    /// <summary>What became of the clips' frames, by clip; null where nobody told.</summary>
    [JsonPropertyName("frames"), JsonPropertyOrder(1)]
    public IReadOnlyDictionary<string, FrameCounts>? Frames { get; init; }

    /// <summary>How often best candidates of a score are right; null where nobody asked.</summary>
    [JsonPropertyName("reliability"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReliabilityTable? Reliability { get; init; }

    /// <summary>The same sentences answered by the built-in grounder alone; null where no learned one had a say.</summary>
    [JsonPropertyName("builtIn"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GroundingReport? BuiltIn { get; init; }

#pragma warning disable CS1591 // see GroundingFigures
    [JsonPropertyName("positives"), JsonPropertyOrder(-5)] public int Positives => Figures.Positives;
    [JsonPropertyName("m_tIoU"), JsonPropertyOrder(-4)] public double MeanTIoU => Figures.MeanTIoU;
    [JsonPropertyName("m_vIoU"), JsonPropertyOrder(-4)] public double MeanVIoU => Figures.MeanVIoU;
    [JsonPropertyName("vIoU@0.3"), JsonPropertyOrder(-3)] public double VIoUAt30 => Figures.VIoUAt30;
    [JsonPropertyName("vIoU@0.5"), JsonPropertyOrder(-2)] public double VIoUAt50 => Figures.VIoUAt50;
    [JsonPropertyName("negatives"), JsonPropertyOrder(-1)] public GroundingNegatives Negatives => Figures.Negatives;
#pragma warning restore CS1591
}

/// <summary>
/// Figures over some queries. Means and shares are over the positives, where a missing answer counts 0; 0 when there are none.
/// </summary>
/// <param name="Positives">Queries that something in the clip matches.</param>
/// <param name="MeanTIoU">Mean overlap in time.</param>
/// <param name="MeanVIoU">Mean overlap in space and time.</param>
/// <param name="VIoUAt30">Share of positives with vIoU above 0.3.</param>
/// <param name="VIoUAt50">Share of positives with vIoU above 0.5.</param>
/// <param name="Negatives">The queries that nothing matches.</param>
public sealed record GroundingFigures(
    [property: JsonPropertyName("positives")] int Positives,
    [property: JsonPropertyName("m_tIoU")] double MeanTIoU,
    [property: JsonPropertyName("m_vIoU")] double MeanVIoU,
    [property: JsonPropertyName("vIoU@0.3")] double VIoUAt30,
    [property: JsonPropertyName("vIoU@0.5")] double VIoUAt50,
    [property: JsonPropertyName("negatives")] GroundingNegatives Negatives);

/// <summary>Queries that nothing in the clip matches.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="FalseAlarms">How many of them got an answer.</param>
public sealed record GroundingNegatives(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("falseAlarms")] int FalseAlarms);

/// <summary>One query and its answer.</summary>
/// <param name="Id">Id of the query.</param>
/// <param name="Clip">Name of the clip.</param>
/// <param name="Query">The sentence.</param>
/// <param name="Truth">The true interval, or null: nothing matches.</param>
/// <param name="Interval">The interval of the answer, or null: none was given.</param>
/// <param name="Score">The score of the answer, or null.</param>
/// <param name="TIoU">Overlap in time, or null for a query that nothing matches.</param>
/// <param name="VIoU">Overlap in space and time, or null for a query that nothing matches.</param>
public sealed record GroundingRow(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("clip")] string Clip,
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("truth")] FrameInterval? Truth,
    [property: JsonPropertyName("interval")] FrameInterval? Interval,
    [property: JsonPropertyName("score")] double? Score,
    [property: JsonPropertyName("tIoU")] double? TIoU,
    [property: JsonPropertyName("vIoU")] double? VIoU);

/// <summary>An interval of frames from 0, ends included.</summary>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame.</param>
public sealed record FrameInterval(
    [property: JsonPropertyName("begin")] int Begin,
    [property: JsonPropertyName("end")] int End);
