using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Stvg.Api.Contracts;
using Stvg.Api.Contracts.Json;
using Stvg.Api.Hosting;
using Stvg.Core.Alerts;

namespace Stvg.Api.Streaming;

/// <summary>The format of server-sent events: lines of "field: value", an empty line after each event.</summary>
internal sealed class EventWriter(PipeWriter pipe, ApiMetrics metrics)
{
    /// <summary>Bytes that are written before a flush lets the client take them: what a slow client can make the server hold.</summary>
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions s_json = new() { Encoder = ApiJson.Wire.Options.Encoder };

    /// <summary>Sequence number of the newest event that was written.</summary>
    public long Last { get; private set; }

    /// <summary>Whether a flush is due.</summary>
    public bool IsFull => pipe.UnflushedBytes >= FlushAt;

    /// <summary>Says how soon to come back after a loss, and with which id.</summary>
    public void Begin(long id)
    {
        Last = id;
        Text(string.Create(CultureInfo.InvariantCulture, $"retry: 2000\nid: {id}\n\n"));
    }

    /// <summary>A comment, which clients pass over.</summary>
    public void Heartbeat() => Text(":\n\n");

    /// <summary>An alert. JSON as it is written here has no line breaks.</summary>
    public void Write(AlertResponse alert)
    {
        Last = alert.Sequence;
        var name = NameConverter<AlertState>.NameOf(alert.State);
        Text(string.Create(CultureInfo.InvariantCulture, $"id: {alert.Sequence}\nevent: {name}\ndata: "));
        using (var json = new Utf8JsonWriter(pipe, s_json)) JsonSerializer.Serialize(json, alert, ApiJson.Wire.AlertResponse);
        Text("\n\n");
        metrics.EventSent();
    }

    /// <summary>Hands everything over, and waits while the client has not taken enough of it. False: the client left.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken ct) => !(await pipe.FlushAsync(ct)).IsCompleted;

    private void Text(string text) => Encoding.UTF8.GetBytes(text, pipe);
}
