using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Contracts;
using Stvg.Api.Problems;

namespace Stvg.Api.Routes;

/// <summary>What routes have in common.</summary>
internal static class RouteConventions
{
    private static readonly string[] s_reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps GET, and HEAD with it, as HTTP wants it. The name is the call's in the OpenAPI document.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler, string name) =>
        routes.MapMethods(pattern, s_reading, handler).WithName(name);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, string pattern, Delegate handler, string name) =>
        routes.MapPost(pattern, handler).WithName(name);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, string pattern, Delegate handler, string name) =>
        routes.MapPut(pattern, handler).WithName(name);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, string pattern, Delegate handler, string name) =>
        routes.MapDelete(pattern, handler).WithName(name);

    /// <summary>Errors that a call can end with, for its description.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder builder, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemResponse), [Problem.MediaType]));
        return builder;
    }
}
