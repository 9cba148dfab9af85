using System.Net;
using System.Net.Sockets;

namespace Stvg.Video.Live;

/// <summary>Which network addresses nobody may make this machine speak to.</summary>
public static class AddressRules
{
    // Beside 169.254.169.254, which is link-local: Alibaba, Azure's host, Oracle's older one, and AWS over IPv6.
    private static readonly IPAddress[] s_metadata =
        [.. new[] { "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254" }.Select(IPAddress.Parse)];

    /// <summary>
    /// Whether an address is one that no camera has and that others guard: link-local, a cloud's metadata service, unspecified, multicast,
    /// broadcast or reserved, in any spelling of IPv6 that carries an IPv4 address. Loopback and private networks are allowed: cameras live
    /// there.
    /// </summary>
    public static bool IsForbidden(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork) return IsForbiddenV4(address);
        if (address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)) return true;
        return Carried(address) is { } carried ? IsForbiddenV4(carried) : s_metadata.Contains(new IPAddress(address.GetAddressBytes()));
    }

    private static bool IsForbiddenV4(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        // "This network", link-local, multicast, and the reserved rest with broadcast at its end.
        return bytes[0] is 0 or >= 224 || (bytes[0] == 169 && bytes[1] == 254) || s_metadata.Contains(address);
    }

    // ::ffff:a.b.c.d, the older ::a.b.c.d (but ::1 is loopback), NAT64's 64:ff9b::a.b.c.d and 6to4's 2002:aabb:ccdd::.
    private static IPAddress? Carried(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.Equals(IPAddress.IPv6Loopback)) return null;
        var bytes = address.GetAddressBytes();
        ReadOnlySpan<byte> prefix = bytes.AsSpan(0, 12);
        var isLast = prefix.IndexOfAnyExcept((byte)0) < 0 || prefix.SequenceEqual<byte>([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
        if (isLast) return new IPAddress(bytes.AsSpan(12));
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }
}
