using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Stvg.Api.Audit;

/// <summary>Says which calls are kept in the audit log, and what they were about.</summary>
internal static class AuditConventions
{
    private static readonly object s_subject = new();

    /// <summary>A call that shows what cameras saw.</summary>
    public static RouteHandlerBuilder AuditsLook(this RouteHandlerBuilder builder) => Audits(builder, changes: false);

    /// <summary>A call that shows what a camera sees, and that is made again and again while somebody looks.</summary>
    public static RouteHandlerBuilder AuditsLooking(this RouteHandlerBuilder builder) => Audits(builder, changes: false, repeats: true);

    /// <summary>A call that changes something.</summary>
    public static RouteHandlerBuilder AuditsChange(this RouteHandlerBuilder builder) => Audits(builder, changes: true);

    /// <summary>A call that changes something that its body names.</summary>
    public static RouteHandlerBuilder AuditsChange<TBody>(this RouteHandlerBuilder builder, Func<TBody, string?> subject) =>
        Audits(builder.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.IsAbout(subject(context.Arguments.OfType<TBody>().Single()));
            return next(context);
        }), changes: true);

    /// <summary>Names what the call is about where the address does not.</summary>
    public static void IsAbout(this HttpContext http, string? subject) => http.Items[s_subject] = subject;

    /// <summary>What the call is about: what its handler named, or else the id in its address, or nothing.</summary>
    public static string AuditSubject(this HttpContext http) =>
        http.Items[s_subject] as string ?? http.GetRouteValue("id") as string ?? "";

    private static RouteHandlerBuilder Audits(RouteHandlerBuilder builder, bool changes, bool repeats = false) =>
        builder.AddEndpointFilterFactory((context, next) =>
        {
            var filter = ActivatorUtilities.CreateInstance<AuditFilter>(context.ApplicationServices, new AuditKind(changes, repeats));
            return invocation => filter.InvokeAsync(invocation, next);
        });
}
