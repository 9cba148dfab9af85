using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>Search over everything that was seen.</summary>
internal static class SearchRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/search").WithTags("Search");
        search.MapMethods("", Verbs.Read, Search).WithName("search").Needs(Role.Viewer).AuditsLook();
        search.MapMethods("/like/{tubeId}", Verbs.Read, Like).WithName("searchLike").Needs(Role.Viewer).AuditsLook().Fails(404);
    }

    /// <summary>Search everything that was seen.</summary>
    /// <remarks>One sentence over all cameras: tubes, best first.</remarks>
    internal static async Task<SearchResponse> Search(
        [Description("The sentence, in English.")] string q,
        [FromQuery][Description(Words.Cameras)] string[]? cameras,
        [Description(Words.From)] UtcTime? from, [Description(Words.To)] UtcTime? to,
        [Description(Words.Top)] int? top,
        [Description("Answers below this score are left out, 0 to 1; default 0.5.")] double? threshold,
        [Description("Whether the server's multimodal model looks at the best answers and ranks them anew; default false.")] bool? judge,
        HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        http.IsAbout(q);
        var request = new SearchRequest { Text = Check.Sentence("q", q, options.MaxSentence) };
        Check.Order(from?.Value, to?.Value, "from");
        request = request with
        {
            Cameras = [.. Cameras(cameras)],
            From = from?.Value,
            To = to?.Value,
            Top = Check.Range("top", top, SearchScope.DefaultTop, 1, options.MaxTop),
            Threshold = threshold is { } score ? Threshold(score) : request.Threshold,
            Judge = judge ?? false,
        };
        var answer = await service.Tubes.SearchAsync(request, ct);
        return new SearchResponse
        {
            Query = q,
            Plan = answer.Plan.ToBody(),
            Tubes = answer.Tubes.ToResponses(),
            Candidates = answer.Candidates,
            Scored = answer.Scored,
            Judged = answer.Judged,
            Timing = new TimingBody { Seconds = Math.Round(answer.Elapsed.TotalSeconds, 3) },
        };
    }

    /// <summary>Find the same object elsewhere.</summary>
    /// <remarks>Other times, other cameras, by its looks.</remarks>
    internal static async Task<LikeResponse> Like(
        string tubeId,
        [FromQuery][Description(Words.Cameras)] string[]? cameras,
        [Description(Words.From)] UtcTime? from, [Description(Words.To)] UtcTime? to,
        [Description(Words.Top)] int? top,
        HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        http.IsAbout(tubeId);
        Check.Order(from?.Value, to?.Value, "from");
        var scope = new SearchScope
        {
            Cameras = [.. Cameras(cameras)],
            From = from?.Value,
            To = to?.Value,
            Top = Check.Range("top", top, SearchScope.DefaultTop, 1, options.MaxTop),
        };
        return new LikeResponse { Tubes = (await service.Tubes.LikeAsync(tubeId, scope, ct)).ToResponses() };
    }

    private static IEnumerable<string> Cameras(string[]? lists) =>
        (lists ?? [])
            .SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct();

    private static float Threshold(double score) =>
        score is >= 0 and <= 1 ? (float)score : throw new FieldException("threshold", $"threshold is {score}; give a number from 0 to 1");
}
