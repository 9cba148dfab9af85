using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Stvg.Api.OpenApi;

/// <summary>Makes the OpenAPI document from the routes, the contracts and their comments.</summary>
internal static class DescriptionServices
{
    public static void AddDescription(this IServiceCollection services)
    {
        services.AddSingleton<Description>();
        services.AddOpenApi(DescriptionRoute.Name, options =>
        {
            options.CreateSchemaReferenceId = NameOf;
            options.AddDocumentTransformer<DocumentText>();
            options.AddOperationTransformer<OperationText>();
            options.AddSchemaTransformer<SchemaText>();
        });
    }

    // "CameraPage" rather than "PageResponseOfCameraResponse".
    private static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        const string page = "PageResponseOf", response = "Response";
        return name is not null && name.StartsWith(page, StringComparison.Ordinal)
            ? name[page.Length..].Replace(response, "Page", StringComparison.Ordinal)
            : name;
    }
}
