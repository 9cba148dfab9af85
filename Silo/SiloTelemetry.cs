using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Stvg.Core;

namespace Stvg.Silo;

/// <summary>Metrics and traces of the silo, its runtime included, to an OpenTelemetry collector when one is named.</summary>
internal sealed class SiloTelemetry(MeterProvider? metrics, TracerProvider? traces) : IDisposable
{
    // One frame in fifty: enough to see where time goes, too few to cost any.
    private const double Share = 0.02;
    private const int HttpPort = 4318;

    public static SiloTelemetry Start(string? endpoint)
    {
        if (endpoint is null) return new SiloTelemetry(null, null);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new StvgException($"--otlp is '{endpoint}': give the collector's http or https address");
        var resource = ResourceBuilder.CreateDefault().AddService("orleans-stvg-silo");
        return new SiloTelemetry(
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Stvg.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting")
                .AddOtlpExporter(o => Send(o, uri, "metrics")).Build(),
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Stvg.*", "Microsoft.Orleans.*")
                .SetSampler(new TraceIdRatioBasedSampler(Share)).AddOtlpExporter(o => Send(o, uri, "traces")).Build());
    }

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }

    /// <summary>Collectors take gRPC at port 4317 and plain HTTP at 4318; that is all there is to tell them apart by.</summary>
    private static void Send(OtlpExporterOptions options, Uri collector, string what) => (options.Protocol, options.Endpoint) = collector.Port == HttpPort
        ? (OtlpExportProtocol.HttpProtobuf, new Uri(collector, $"{collector.AbsolutePath.TrimEnd('/')}/v1/{what}"))
        : (OtlpExportProtocol.Grpc, collector);
}
