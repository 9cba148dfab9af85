using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Stvg.Core;

namespace Stvg.Api;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, when one is named.</summary>
public sealed class Telemetry : IDisposable
{
    // One frame in fifty: enough to see where time goes, too few to cost any.
    private const double Share = 0.02;

    private const int HttpPort = 4318;

    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    private Telemetry(MeterProvider? metrics, TracerProvider? traces) => (_metrics, _traces) = (metrics, traces);

    /// <summary>Begins to send what the product measures, and what ASP.NET Core does of requests.</summary>
    /// <param name="endpoint">The collector's address; null: nothing is sent.</param>
    /// <param name="service">Name under which it is collected.</param>
    /// <param name="more">Further meters and sources, as the runtime of a cluster has them; a star at the end stands for anything.</param>
    /// <exception cref="StvgException">The address is none of http or https.</exception>
    public static Telemetry Start(string? endpoint, string service, params string[] more)
    {
        if (endpoint is null) return new Telemetry(null, null);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new StvgException($"--otlp is '{endpoint}': give the collector's http or https address");
        var resource = ResourceBuilder.CreateDefault().AddService(service);
        return new Telemetry(
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(["Stvg.*", "Microsoft.AspNetCore.Hosting", .. more])
                .AddOtlpExporter(o => Send(o, uri, "metrics")).Build(),
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(["Stvg.*", .. more]).SetSampler(new TraceIdRatioBasedSampler(Share))
                .AddOtlpExporter(o => Send(o, uri, "traces")).Build());
    }

    /// <summary>Collectors take gRPC at port 4317 and plain HTTP at 4318; that is all there is to tell them apart by.</summary>
    private static void Send(OtlpExporterOptions options, Uri collector, string what)
    {
        var isHttp = collector.Port == HttpPort;
        (options.Protocol, options.Endpoint) = isHttp
            ? (OtlpExportProtocol.HttpProtobuf, new Uri(collector, $"{collector.AbsolutePath.TrimEnd('/')}/v1/{what}"))
            : (OtlpExportProtocol.Grpc, collector);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }
}
