using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Contracts;
using Stvg.Api.Problems;

namespace Stvg.Api.Routes;

/// <summary>What routes have in common.</summary>
internal static class RouteConventions
{
    /// <summary>Errors that a call can end with, for its description.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder builder, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemResponse), [Problem.MediaType]));
        return builder;
    }
}

/// <summary>Methods of calls.</summary>
internal static class Verbs
{
    /// <summary>GET, and HEAD with it, as HTTP wants it.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
}
