using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stvg.Api.Contracts;
using Stvg.Api.Contracts.Json;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Api.OpenApi;

/// <summary>Shapes of the types that have converters of their own, which the framework cannot look into.</summary>
internal sealed class SchemaText : IOpenApiSchemaTransformer
{
    private static readonly Dictionary<Type, (IReadOnlyList<string> Names, string Meaning)> s_names = new()
    {
        [typeof(Pace)] = (NameConverter<Pace>.Names, "How fast a file is played."),
        [typeof(CameraPhase)] = (NameConverter<CameraPhase>.Names, "What a camera is doing."),
        [typeof(AlertState)] = (NameConverter<AlertState>.Names, "How an alert changes."),
        [typeof(AlertEnd)] = (NameConverter<AlertEnd>.Names, "Why an alert closed."),
        [typeof(DayOfWeek)] = (NameConverter<DayOfWeek>.Names, "A day of the week."),
        [typeof(SubQueryKind)] = (NameConverter<SubQueryKind>.Names, "Which part of the engine judges a piece of a sentence."),
        [typeof(Verdict)] = (NameConverter<Verdict>.Names, "What an operator says of an answer."),
        [typeof(Role)] = (NameConverter<Role>.Names, "What a key allows; each role includes those before it."),
    };

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        Describe(Nullable.GetUnderlyingType(type) ?? type, schema);
        // Enumerations are components of their own, and null where they are used.
        if (Nullable.GetUnderlyingType(type) is { IsEnum: false } && schema.Type is not null) schema.Type |= JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    private static void Describe(Type type, OpenApiSchema schema)
    {
        if (s_names.TryGetValue(type, out var known))
        {
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. known.Names.Select(name => (JsonNode)name)]);
            schema.Description ??= known.Meaning;
        }
        else if (type == typeof(PointBody))
        {
            (schema.Type, schema.MinItems, schema.MaxItems) = (JsonSchemaType.Array, 2, 2);
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" };
            schema.Examples = [new JsonArray(0.25, 0.4)];
        }
        else if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format, schema.Examples) = (JsonSchemaType.String, "date-time", ["2026-01-31T08:30:00Z"]);
        }
        else if (type == typeof(TimeOnly))
        {
            (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String, null, "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$");
        }
        else if ((schema.Type ?? 0).HasFlag(JsonSchemaType.Array) && type.IsGenericType && HasConverter(type.GetGenericArguments()[0]))
        {
            var items = new OpenApiSchema { Type = JsonSchemaType.Array };
            Describe(type.GetGenericArguments()[0], items);
            schema.Items = items;
        }
    }

    // What the framework leaves empty: lists of such values, also lists of lists of them.
    private static bool HasConverter(Type type) =>
        type == typeof(PointBody) || s_names.ContainsKey(type) || (type.IsGenericType && HasConverter(type.GetGenericArguments()[0]));
}
