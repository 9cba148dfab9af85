using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Stvg.Core;

namespace Stvg.Client.Serving;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, when one is named.</summary>
internal sealed class Telemetry(MeterProvider? metrics, TracerProvider? traces) : IDisposable
{
    // One frame in fifty: enough to see where time goes, too few to cost any.
    private const double Share = 0.02;

    private const int HttpPort = 4318;

    public static Telemetry Start(string? endpoint)
    {
        if (endpoint is null) return new Telemetry(null, null);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new StvgException($"--otlp is '{endpoint}': give the collector's http or https address");
        var resource = ResourceBuilder.CreateDefault().AddService("orleans-stvg");
        return new Telemetry(
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Stvg.*", "Microsoft.AspNetCore.Hosting")
                .AddOtlpExporter(o => Send(o, uri, "metrics")).Build(),
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Stvg.*").SetSampler(new TraceIdRatioBasedSampler(Share))
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

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }
}
