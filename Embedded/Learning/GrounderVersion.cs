using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Embedded.Learning;

/// <summary>A learned grounder that a site adopted.</summary>
public sealed record GrounderVersion
{
    /// <summary>Its name: a number with leading zeros.</summary>
    public required string Name { get; init; }

    /// <summary>When it was adopted.</summary>
    public required DateTimeOffset AdoptedAt { get; init; }

    /// <summary>What was in use before, and is again after a rollback; null: the built-in grounder alone.</summary>
    public string? Before { get; init; }

    /// <summary>What it was taught.</summary>
    public required string About { get; init; }

    /// <summary>Held-out verdicts of its trial.</summary>
    public required int Verdicts { get; init; }

    /// <summary>How many of them the built-in grounder alone met.</summary>
    public required int MetAlone { get; init; }

    /// <summary>How many are met with it.</summary>
    public required int MetTogether { get; init; }

    /// <summary>Why it should not have been adopted, where it was adopted all the same; else null.</summary>
    public string? Forced { get; init; }
}

/// <summary>How versions are written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GrounderVersion))]
internal sealed partial class GrounderVersionJson : JsonSerializerContext;
