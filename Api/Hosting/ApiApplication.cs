using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stvg.Api.Audit;
using Stvg.Api.Console;
using Stvg.Api.Contracts;
using Stvg.Api.Limits;
using Stvg.Api.Metrics;
using Stvg.Api.OpenApi;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Api.Routes;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Hosting;

/// <summary>Puts the server together.</summary>
internal static class ApiApplication
{
    public static WebApplication Build(IGroundingService service, ApiOptions options, ILoggerFactory loggers)
    {
        // Empty: neither environment variables nor files of the current folder have a say in what a server does.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]).ConfigureKestrel(kestrel => Limit(kestrel, options));
        var services = builder.Services;
        services.AddSingleton(service).AddSingleton(options);
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new QuietLoggers(loggers)));
        // Ctrl-C belongs to the program that the server is a part of.
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        services.AddSingleton<ApiMetrics>().AddSingleton<MetricsCollector>().AddSingleton<WrongKeys>().AddSingleton<StreamSlots>().AddSingleton<RepeatedLooks>();
        services.AddRouting();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(json => UseContracts(json.SerializerOptions));
        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorization(authorization => authorization.AddRoles());
        services.AddRateLimiter(limiter => ClientRate.Configure(limiter, options));
        services.AddDescription();

        var app = builder.Build();
        // Made now, to count from the first request on.
        app.Services.GetRequiredService<MetricsCollector>();
        app.Use((http, next) =>
        {
            SecurityHeaders.Set(http.Response.Headers);
            return next(http);
        });
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<ProblemMiddleware>();
        if (!options.KeysRequired) app.UseMiddleware<LocalOnlyMiddleware>();
        app.UseRouting();
        app.UseMiddleware<ConsoleMiddleware>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<QueryParameters>();
        Map(app, options);
        return app;
    }

    private static void Map(IEndpointRouteBuilder routes, ApiOptions options)
    {
        var api = routes.MapGroup("/api").Fails(400, 401, 403, 429, 503);
        CameraRoutes.Map(api);
        LiveRoutes.Map(api);
        QueryRoutes.Map(api);
        AlertRoutes.Map(api);
        SearchRoutes.Map(api);
        TubeRoutes.Map(api);
        FeedbackRoutes.Map(api);
        ClipRoutes.Map(api);
        AdminRoutes.Map(api);
        SessionRoutes.Map(api);
        SystemRoutes.Map(api);
        HealthRoutes.Map(routes);
        DescriptionRoute.Map(routes);
        MountRoutes.Map(routes, options.Mounts);
    }

    private static void Limit(KestrelServerOptions kestrel, ApiOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
    }

    // The framework's own leniency (numbers as texts, any letter case, comments) goes: what is not in the contract is refused.
    private static void UseContracts(System.Text.Json.JsonSerializerOptions json)
    {
        var contract = ApiJson.Wire.Options;
        json.TypeInfoResolverChain.Clear();
        json.TypeInfoResolverChain.Add(ApiJson.Default);
        json.TypeInfoResolverChain.Add(ParameterJson.Default);
        foreach (var converter in contract.Converters) json.Converters.Add(converter);
        json.Encoder = contract.Encoder;
        json.PropertyNamingPolicy = contract.PropertyNamingPolicy;
        json.PropertyNameCaseInsensitive = contract.PropertyNameCaseInsensitive;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = contract.AllowDuplicateProperties;
        json.RespectNullableAnnotations = contract.RespectNullableAnnotations;
        json.RespectRequiredConstructorParameters = contract.RespectRequiredConstructorParameters;
        json.MaxDepth = contract.MaxDepth;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
