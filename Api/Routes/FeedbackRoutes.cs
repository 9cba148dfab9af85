using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>What operators said of answers.</summary>
internal static class FeedbackRoutes
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("").WithTags("Tubes").MapMethods("/feedback", Verbs.Read, List).WithName("listFeedback").Needs(Role.Operator).AuditsLook();

    /// <summary>List what operators said of answers.</summary>
    /// <remarks>Oldest first; of several words of one operator about one answer the last. What a site's own grounder is tried on.</remarks>
    internal static async Task<PageResponse<FeedbackResponse>> List(
        [Description("The next of the part before; left out: from the beginning.")] string? after, [Description(Words.Limit)] int? limit,
        IGroundingService service, CancellationToken ct) =>
        (await service.Tubes.VerdictsAsync(Paging.Cursor(after), Paging.Limit(limit), ct)).ToResponse(v => v.ToResponse());
}
