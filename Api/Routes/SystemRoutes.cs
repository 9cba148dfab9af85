using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>How the product fares, and what it works with.</summary>
internal static class SystemRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var system = api.MapGroup("").WithTags("Operation");
        system.MapMethods("/system", Verbs.Read, Status).WithName("getSystem").Needs(Role.Viewer);
        system.MapMethods("/models", Verbs.Read, Models).WithName("listModels").Needs(Role.Viewer);
    }

    /// <summary>Say how everything fares.</summary>
    /// <remarks>Cameras, devices and their queues, storage, and in a cluster the silos.</remarks>
    internal static async Task<SystemResponse> Status(IGroundingService service, CancellationToken ct) =>
        (await service.System.StatusAsync(ct)).ToResponse(await service.Cameras.ListAsync(ct));

    /// <summary>List models.</summary>
    internal static async Task<PageResponse<ModelResponse>> Models(IGroundingService service, CancellationToken ct) =>
        new() { Items = [.. (await service.System.ModelsAsync(ct)).Select(m => m.ToResponse())] };
}
