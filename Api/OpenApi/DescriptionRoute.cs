using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Stvg.Api.Routes;

namespace Stvg.Api.OpenApi;

/// <summary>Serves the OpenAPI document, which is made once: it does not depend on who asks.</summary>
internal static class DescriptionRoute
{
    public const string Name = "v1";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/openapi/v1.json", Verbs.Read, Get).WithName("getOpenApi").ExcludeFromDescription();

    internal static async Task<IResult> Get(Description description) =>
        TypedResults.Bytes(await description.TextAsync(), "application/json");
}

/// <summary>The OpenAPI document as text.</summary>
internal sealed class Description([FromKeyedServices(DescriptionRoute.Name)] IOpenApiDocumentProvider provider)
{
    private readonly Lazy<Task<byte[]>> _text = new(() => WriteAsync(provider));

    public Task<byte[]> TextAsync() => _text.Value;

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return text.ToArray();
    }
}
