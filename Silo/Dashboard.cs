using Stvg.Api;
#if ORLEANS_DASHBOARD
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;
#else
using Stvg.Core;
#endif

namespace Stvg.Silo;

/// <summary>
/// The runtime's own dashboard. It has no login and shows what grains hold, so it is reached through the API's door, by administrators
/// only; and it measures every call, so it is there only when it is asked for.
/// </summary>
internal static class Dashboard
{
#if ORLEANS_DASHBOARD
    public static void Add(ISiloBuilder silo, SiloSettings settings)
    {
        if (!settings.Dashboard) return;
        silo.AddDashboard();
        // Its pages are routes of this container, which has no web server of its own.
        var listener = new DiagnosticListener("Microsoft.AspNetCore");
        silo.Services.AddRouting().AddSingleton(listener).AddSingleton<DiagnosticSource>(listener);
    }

    public static IReadOnlyList<ApiMount> Mounts(SiloSettings settings, IServiceProvider silo)
    {
        if (!settings.Dashboard) return [];
        var pages = new ApplicationBuilder(silo);
        pages.UseRouting();
        pages.UseEndpoints(routes => routes.MapOrleansDashboard());
        var handle = pages.Build();
        return [new ApiMount("/dashboard", http => InAsync(silo, http, handle))];
    }

    /// <summary>Answers with the silo's services instead of the API's.</summary>
    private static async Task InAsync(IServiceProvider silo, HttpContext http, RequestDelegate handle)
    {
        var before = http.RequestServices;
        await using var scope = silo.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await handle(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
#else
    public static void Add(ISiloBuilder silo, SiloSettings settings)
    {
        if (settings.Dashboard)
            throw new StvgException("this silo was built without the Orleans dashboard: build it with -p:OrleansDashboard=true where the feed has Microsoft.Orleans.Dashboard");
    }

    public static IReadOnlyList<ApiMount> Mounts(SiloSettings settings, IServiceProvider silo) => [];
#endif
}
