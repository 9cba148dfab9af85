using System.ComponentModel;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Standing queries and plans.</summary>
internal static class QueryRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var queries = api.MapGroup("/queries").WithTags("Standing queries");
        queries.MapPost("", Add).WithName("addQuery").Needs(Role.Operator).AuditsChange<QueryRequest>(r => r.Id).Fails(409, 413, 415);
        queries.MapMethods("", Verbs.Read, List).WithName("listQueries").Needs(Role.Viewer);
        queries.MapMethods("/{id}", Verbs.Read, Get).WithName("getQuery").Needs(Role.Viewer).Fails(404);
        queries.MapPut("/{id}", Put).WithName("putQuery").Needs(Role.Operator).AuditsChange().Fails(413, 415);
        queries.MapDelete("/{id}", Remove).WithName("removeQuery").Needs(Role.Operator).AuditsChange().Fails(404);
        api.MapPost("/plan", Plan).WithName("planSentence").WithTags("Standing queries").Needs(Role.Viewer).Fails(413, 415);
    }

    /// <summary>Put a sentence on watch.</summary>
    /// <remarks>
    /// Answers with its plan, which shows how the sentence was understood, and with warnings for words that nothing can judge.
    /// </remarks>
    internal static async Task<Created<QueryResponse>> Add(
        QueryRequest body, HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        var id = body.Id ?? NewId();
        http.IsAbout(id);
        var view = await service.Queries.AddAsync(body.ToQuery(id, null, options.Clock.GetUtcNow(), options.MaxSentence), ct);
        return Created(view);
    }

    /// <summary>List standing queries.</summary>
    internal static async Task<PageResponse<QueryResponse>> List(
        [Description(Words.Cursor)] string? cursor, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct) =>
        (await service.Queries.ListAsync(Paging.Cursor(cursor), Paging.Limit(limit), ct)).ToResponse(q => q.ToResponse());

    /// <summary>Get one standing query.</summary>
    internal static async Task<QueryResponse> Get(string id, IGroundingService service, CancellationToken ct) =>
        (await service.Queries.FindAsync(id, ct) ?? throw Missing.Query(id)).ToResponse();

    /// <summary>Replace a standing query, or make it.</summary>
    /// <remarks>Everything is replaced: what is left out has its default again. Alerts that it has open are closed.</remarks>
    internal static async Task<Results<Ok<QueryResponse>, Created<QueryResponse>>> Put(
        string id, QueryRequest body, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        if (body.Id is not null && body.Id != id)
            throw new FieldException("$.id", $"the body names '{body.Id}', the address '{id}'; give one of them");
        var before = await service.Queries.FindAsync(id, ct);
        var createdAt = before?.Query.CreatedAt ?? options.Clock.GetUtcNow();
        var view = await service.Queries.PutAsync(body.ToQuery(id, before?.Query, createdAt, options.MaxSentence), ct);
        return before is null ? Created(view) : TypedResults.Ok(view.ToResponse());
    }

    /// <summary>Take a sentence off watch.</summary>
    /// <remarks>Its alerts stay.</remarks>
    internal static async Task<NoContent> Remove(string id, IGroundingService service, CancellationToken ct) =>
        await service.Queries.RemoveAsync(id, ct) ? TypedResults.NoContent() : throw Missing.Query(id);

    /// <summary>Try a sentence.</summary>
    /// <remarks>Shows how it is understood: the target, one sub-query for everything said of it, and warnings. Nothing is kept.</remarks>
    internal static async Task<PlanResponse> Plan(PlanRequest body, IGroundingService service, ApiOptions options, CancellationToken ct) =>
        (await service.Queries.PlanAsync(Check.Sentence("$.text", body.Text, options.MaxSentence), ct)).ToResponse();

    private static Created<QueryResponse> Created(QueryView view) =>
        TypedResults.Created($"/api/queries/{Uri.EscapeDataString(view.Query.Id)}", view.ToResponse());

    // Letters and digits that are not taken for each other when somebody reads the id out.
    private static string NewId() => "q-" + RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10);
}
