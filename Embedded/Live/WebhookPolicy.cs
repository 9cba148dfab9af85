using System.Net;
using System.Net.Sockets;
using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>Which addresses may be told of alerts. Checked when a query is made, and again at every connection.</summary>
internal static class WebhookPolicy
{
    public static async Task CheckAsync(Webhook webhook, CancellationToken ct)
    {
        if (webhook.Url.Length > 2000 || !Uri.TryCreate(webhook.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw Refused("the webhook's address is no http or https address");
        if (uri.UserInfo.Length > 0) throw Refused("the webhook's address holds a user or password: use its secret instead");
        IPAddress[] addresses;
        try
        {
            addresses = await AddressesAsync(uri.IdnHost, ct).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return; // Not known now; it may be when there is something to tell, and is checked then.
        }

        if (Array.Exists(addresses, AddressRules.IsForbidden)) throw Refused($"webhooks may not reach '{uri.Host}'");
    }

    /// <summary>The addresses of a name; a number is itself, also one that the resolver refuses to look at.</summary>
    public static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken ct) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var number) ? [number] : await Dns.GetHostAddressesAsync(host, ct).ConfigureAwait(false);

    private static ServiceException Refused(string message) => new(ServiceError.Invalid, message);
}
