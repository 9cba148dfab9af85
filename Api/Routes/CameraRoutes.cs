using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Cameras and what they saw.</summary>
internal static class CameraRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var cameras = api.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapPost("", Add).WithName("addCamera").Needs(Role.Admin).AuditsChange<CameraRequest>(r => r.Id).Fails(409, 413, 415);
        cameras.MapMethods("", Verbs.Read, List).WithName("listCameras").Needs(Role.Viewer);
        cameras.MapMethods("/{id}", Verbs.Read, Get).WithName("getCamera").Needs(Role.Viewer).Fails(404);
        cameras.MapDelete("/{id}", Remove).WithName("removeCamera").Needs(Role.Admin).AuditsChange().Fails(404);
        cameras.MapPost("/{id}/restart", Restart).WithName("restartCamera").Needs(Role.Admin).AuditsChange().Fails(404);
        cameras.MapMethods("/{id}/snapshot.jpg", Verbs.Read, Snapshot).WithName("getSnapshot").Needs(Role.Viewer).AuditsLook().Fails(404)
            .Produces(200, contentType: "image/jpeg");
        cameras.MapMethods("/{id}/tubelets", Verbs.Read, Tubelets).WithName("listTubelets").Needs(Role.Viewer).AuditsLook().Fails(404);
    }

    /// <summary>Begin to watch a camera.</summary>
    /// <remarks>Answers at once, while the camera is still being connected to; its state tells how that goes.</remarks>
    internal static async Task<Created<CameraResponse>> Add(CameraRequest body, IGroundingService service, CancellationToken ct)
    {
        var view = await service.Cameras.AddAsync(body.ToSettings(), ct);
        return TypedResults.Created($"/api/cameras/{Uri.EscapeDataString(view.Settings.Id)}", view.ToResponse());
    }

    /// <summary>List cameras.</summary>
    internal static async Task<PageResponse<CameraResponse>> List(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit, IGroundingService service, CancellationToken ct)
    {
        var all = await service.Cameras.ListAsync(ct);
        return Paging.ById(all, c => c.Settings.Id, cursor, Paging.Limit(limit)).ToResponse(c => c.ToResponse());
    }

    /// <summary>Get one camera.</summary>
    internal static async Task<CameraResponse> Get(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Cameras.FindAsync(id, ct) ?? throw Missing.Camera(id)).ToResponse();

    /// <summary>Stop watching a camera.</summary>
    /// <remarks>What it saw stays until retention takes it.</remarks>
    internal static async Task<NoContent> Remove(string id, IGroundingService service, CancellationToken ct) =>
        await service.Cameras.RemoveAsync(id, ct) ? TypedResults.NoContent() : throw Missing.Camera(id);

    /// <summary>Connect to a camera anew.</summary>
    internal static async Task<CameraResponse> Restart(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Cameras.RestartAsync(id, ct)).ToResponse();

    /// <summary>Get a camera's newest frame.</summary>
    internal static async Task<FileContentHttpResult> Snapshot(
        string id, [Description("Whether its tubelets carry numbered marks; default false.")] bool? marks,
        IGroundingService service, CancellationToken ct)
    {
        var picture = await service.Cameras.SnapshotAsync(id, marks ?? false, ct);
        return TypedResults.Bytes(picture.Content, picture.MediaType);
    }

    /// <summary>List what a camera saw.</summary>
    /// <remarks>Visits that ended in a stretch of time, newest first.</remarks>
    internal static async Task<PageResponse<TubeletResponse>> Tubelets(
        string id,
        [Description("Only what ended after this, UTC.")] UtcTime? from,
        [Description("Only what ended before this, UTC.")] UtcTime? to,
        [Description("Whether the box of every frame is part of the answer; default true.")] bool? boxes,
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct)
    {
        Check.Order(from?.Value, to?.Value, "from");
        var page = await service.Cameras.TubeletsAsync(id, from?.Value, to?.Value, Paging.Cursor(cursor), Paging.Limit(limit), ct);
        return page.ToResponse(t => t.ToResponse(boxes ?? true));
    }
}
