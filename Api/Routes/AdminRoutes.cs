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

/// <summary>Keys and the audit log.</summary>
internal static class AdminRoutes
{
    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("").WithTags("Administration");
        admin.MapMethods("/keys", Verbs.Read, Keys).WithName("listKeys").Needs(Role.Admin);
        admin.MapPost("/keys", AddKey).WithName("addKey").Needs(Role.Admin).AuditsChange<KeyRequest>(r => r.Name).Fails(413, 415);
        admin.MapDelete("/keys/{id}", RevokeKey).WithName("revokeKey").Needs(Role.Admin).AuditsChange().Fails(404);
        admin.MapMethods("/audit", Verbs.Read, Log).WithName("listAudit").Needs(Role.Admin);
    }

    /// <summary>List keys.</summary>
    /// <remarks>Without their secrets, which are kept nowhere.</remarks>
    internal static async Task<PageResponse<KeyResponse>> Keys(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct) =>
        Paging.ById(await service.System.KeysAsync(ct), k => k.Id, cursor, Paging.Limit(limit)).ToResponse(k => k.ToResponse());

    /// <summary>Make a key.</summary>
    /// <remarks>The secret is part of this answer and never shown again.</remarks>
    internal static async Task<Created<KeyResponse>> AddKey(
        KeyRequest body, HttpContext http, IGroundingService service, CancellationToken ct)
    {
        var (key, secret) = await service.System.AddKeyAsync(Check.Name("$.name", body.Name, LongestName), body.Role, ct);
        http.IsAbout($"{key.Name} ({key.Id})");
        return TypedResults.Created((string?)null, key.ToResponse(secret));
    }

    /// <summary>Revoke a key.</summary>
    internal static async Task<NoContent> RevokeKey(string id, IGroundingService service, CancellationToken ct) =>
        await service.System.RevokeKeyAsync(id, ct) ? TypedResults.NoContent() : throw Missing.Key(id);

    /// <summary>Read the audit log.</summary>
    /// <remarks>Newest first. Status 102 is the beginning of a change; its end follows with its own status.</remarks>
    internal static async Task<PageResponse<AuditResponse>> Log(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct) =>
        (await service.System.AuditLogAsync(Paging.Cursor(cursor), Paging.Limit(limit), ct)).ToResponse(e => e.ToResponse());
}
