using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Grounding;
using Stvg.Core.Services;

namespace Stvg.Api.OpenApi;

/// <summary>What is said of a call beyond its handler's comments: its role, and what its statuses mean.</summary>
internal sealed class OperationText : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RoleMetadata>().LastOrDefault() is { } needs)
        {
            operation.Description = $"{operation.Description} Role: {Caller.Policy(needs.Role)}.".Trim();
            operation.Security = [Scheme(DocumentText.BearerScheme, context.Document), Scheme(DocumentText.HeaderScheme, context.Document)];
        }

        else
        {
            operation.Security = []; // said, not forgotten
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            // Every id in an address is explained by what the address says.
            if (parameter is { In: ParameterLocation.Path, Description: null })
                parameter.Description = $"Id of the {(parameter.Name == "tubeId" ? "tube" : Thing(context.Description.RelativePath!))}.";
            if (parameter is { In: ParameterLocation.Query, Schema: OpenApiSchema schema }) Describe(parameter, schema);
        }

        var responses = new OpenApiResponses();
        foreach (var (status, response) in (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            responses.Add(status, response);
            response.Description = Meaning(status) ?? response.Description;
            if (status is "429" or "503" && response is OpenApiResponse told)
            {
                told.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["Retry-After"] = new OpenApiHeader
                    {
                        Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                    },
                };
            }
        }

        operation.Responses = responses;
        return Task.CompletedTask;
    }

    // "api/queries/{id}" is about a query.
    private static string Thing(string path) => path.Split('/')[1] is "queries" ? "query" : path.Split('/')[1].TrimEnd('s');

    private static void Describe(OpenApiParameter parameter, OpenApiSchema schema)
    {
        schema.Type &= ~JsonSchemaType.Null; // a parameter that is not there is not null
        switch (parameter.Name)
        {
            case "from" or "to":
                (schema.Format, schema.Examples) = ("date-time", ["2026-01-31T08:30:00Z"]);
                break;
            case "limit":
                (schema.Minimum, schema.Maximum, schema.Default) = ("1", $"{Paging.MaxLimit}", Paging.DefaultLimit);
                break;
            case "top":
                (schema.Minimum, schema.Default) = ("1", SearchScope.DefaultTop);
                break;
            case "threshold":
                (schema.Minimum, schema.Maximum, schema.Default) = ("0", "1", GroundingOptions.DefaultThreshold);
                break;
            case "cameras":
                (parameter.Style, parameter.Explode, parameter.Required) = (ParameterStyle.Form, false, false); // cameras=a,b
                break;
        }
    }

    private static OpenApiSecurityRequirement Scheme(string name, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(name, document)] = [] };

    private static string? Meaning(string status) => status switch
    {
        "201" => "Made.",
        "204" => "Done.",
        "206" => "The range that was asked for.",
        "400" => "Something in the request makes no sense; the detail says what, and `field` where.",
        "401" => "A key is needed, or the one that was sent is unknown.",
        "403" => "The key's role does not allow it; or, without keys, the request comes from another machine's page.",
        "404" => "There is no such thing.",
        "409" => "There is one of that id already.",
        "413" => "The body is too large.",
        "415" => "The body is not sent as application/json.",
        "416" => "The range lies beyond the end.",
        "429" => "Too many requests.",
        "503" => "It cannot be done now; the detail says why.",
        _ => null,
    };
}
