using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Pages of somebody else: what they show is theirs, who may see it is decided here.</summary>
internal static class MountRoutes
{
    // They were not made for a strict policy; at least nothing comes from elsewhere, and nobody frames them.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes, IReadOnlyList<ApiMount> mounts)
    {
        foreach (var mount in mounts)
        {
            RequestDelegate handle = http => HandleAsync(http, mount);
            routes.MapMethods(mount.Path + "/{**rest}", Verbs.Read, handle)
                .Needs(Role.Admin).WithMetadata(new AnyQuery()).ExcludeFromDescription();
        }
    }

    private static async Task HandleAsync(HttpContext http, ApiMount mount)
    {
        var request = http.Request;
        if (!request.Path.StartsWithSegments(mount.Path, out var rest) || !rest.HasValue)
        {
            // Addresses in the page are relative to it.
            http.Response.Redirect($"{request.PathBase}{mount.Path}/{request.QueryString}");
            return;
        }

        var (root, path, endpoint) = (request.PathBase, request.Path, http.GetEndpoint());
        http.Response.Headers.ContentSecurityPolicy = Policy;
        (request.PathBase, request.Path) = (root.Add(mount.Path), rest);
        http.SetEndpoint(null);
        request.RouteValues.Clear();
        try
        {
            await mount.Handle(http);
        }
        finally
        {
            (request.PathBase, request.Path) = (root, path);
            http.SetEndpoint(endpoint);
        }
    }
}
