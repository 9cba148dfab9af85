using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Stvg.Core.Queries.Drafts;

/// <summary>A plan as somebody else, a language model, proposes it; nothing of it is believed before <see cref="DraftCheck"/> has seen it.</summary>
/// <param name="Target">What is sought.</param>
/// <param name="SubQueries">What is said of it, in the order of the sentence.</param>
public sealed record PlanDraft(ThingDraft Target, IReadOnlyList<PartDraft> SubQueries)
{
    /// <summary>The JSON schema of a draft: that of <c>stvg plan --json</c>, without what follows from the rest.</summary>
    public static string Schema { get; } = DraftJson.Default.PlanDraft.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
    }).ToJsonString();

    /// <summary>Reads a draft; null where the text is none.</summary>
    /// <param name="json">One JSON object.</param>
    public static PlanDraft? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DraftJson.Default.PlanDraft);
        }
        catch (JsonException)
        {
            return null; // whoever asked says so, and goes on without
        }
    }

    /// <summary>The draft that a plan is.</summary>
    public static PlanDraft Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanDraft(new ThingDraft(plan.Target.Noun), [.. plan.SubQueries.Select(PartDraft.Of)]);
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DraftJson.Default.PlanDraft);
}

/// <summary>A described thing.</summary>
/// <param name="Noun">Its noun, as the sentence has it.</param>
/// <param name="SubQueries">What is said of it; only of the other side of a relation.</param>
public sealed record ThingDraft(string Noun, IReadOnlyList<PartDraft>? SubQueries = null);

/// <summary>One thing that is said.</summary>
/// <param name="Kind">attribute, action, relation, position or temporal.</param>
/// <param name="Text">Its words, all of the sentence.</param>
/// <param name="Predicate">What is judged, as <see cref="PredicateText"/> writes it: "colour upper red", "motion walk", "relation next_to".</param>
/// <param name="Negated">Whether it is denied.</param>
/// <param name="Other">The other side of a relation, or whom a clause of time is about.</param>
/// <param name="Clause">What happens in a clause of time.</param>
public sealed record PartDraft(
    string Kind, string Text, string Predicate, bool? Negated = null, ThingDraft? Other = null, IReadOnlyList<PartDraft>? Clause = null)
{
    /// <summary>The draft that a sub-query is.</summary>
    public static PartDraft Of(SubQuery subQuery)
    {
        ArgumentNullException.ThrowIfNull(subQuery);
        var (other, clause) = subQuery.Predicate switch
        {
            RelationPredicate relation => (relation.Other, null),
            TemporalPredicate temporal => (temporal.Other, temporal.Clause.IsEmpty ? null : temporal.Clause.Select(Of)),
            _ => ((Entity?)null, (IEnumerable<PartDraft>?)null),
        };
        return new PartDraft(
            subQuery.Kind.ToString().ToLowerInvariant(), subQuery.Text, PredicateText.Of(subQuery.Predicate), subQuery.Negated ? true : null,
            other is null ? null : new ThingDraft(other.Noun, other.SubQueries.IsEmpty ? null : [.. other.SubQueries.Select(Of)]),
            clause is null ? null : [.. clause]);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 24)]
[JsonSerializable(typeof(PlanDraft))]
internal sealed partial class DraftJson : JsonSerializerContext;
