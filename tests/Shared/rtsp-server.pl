#!/usr/bin/perl
# An RTSP server for tests: Debian's librtsp-server-perl, with what cameras have and it lacks: RTP inside the RTSP connection
# (interleaved TCP), and a password.
#
#   rtsp-server.pl PLAYERS_PORT PUBLISHERS_PORT FIRST_RTP_PORT [udp-only] [USER:PASSWORD]
#
# Prints "listening" once it accepts connections and "recording PATH" once somebody publishes there. Ends when its standard input does.
use strict;
use warnings;
use AnyEvent;
use MIME::Base64;
use RTSP::Server;
use Socket;

my ($players, $publishers, $rtp, @more) = @ARGV;
my $udp_only = grep { $_ eq 'udp-only' } @more;
my ($login) = grep { /:/ } @more;
$| = 1;

for my $class ('RTSP::Server::Client::Connection', 'RTSP::Server::Source::Connection', 'RTSP::Server::RTPListener') {
    $class->meta->make_mutable;
}

# Where RTP goes inside the RTSP connection: connection id => stream id => channel.
my %channels;
my $player = RTSP::Server::Client::Connection->meta;

$player->add_around_method_modifier(setup => sub {
    my ($next, $self) = @_;
    my ($transport) = $self->get_req_header('Transport') // '';
    return $self->$next unless $transport =~ m{RTP/AVP/TCP}i;
    return $self->push_response(461, 'Unsupported Transport') if $udp_only;
    my ($mount, $id) = $self->get_mount or return $self->not_found;
    my $stream = $mount && $mount->get_stream($id // 0) or return $self->not_found;
    my ($channel) = $transport =~ /interleaved=(\d+)/;
    $channels{$self->id}{$id // 0} = $channel // 0;
    $self->add_resp_header('Transport', $transport);
    $self->push_ok;
});

# Media begin to flow with PLAY and not before: the answer to SETUP must not be preceded by packets.
$player->add_around_method_modifier(play => sub {
    my ($next, $self) = @_;
    my $result = $self->$next;
    my $mount = $self->get_mount or return $result;
    $mount->get_stream($_)->add_client($self) for keys %{ $channels{$self->id} // {} };
    return $result;
});

$player->add_around_method_modifier(send_packet => sub {
    my ($next, $self, $id, $packet) = @_;
    my $channel = $channels{$self->id}{$id};
    return $self->$next($id, $packet) unless defined $channel;
    my $handle = $self->h;
    return if !$handle || $handle->destroyed;
    my $type = ord(substr($packet, 1, 1));
    $channel++ if $type >= 200 && $type <= 204;
    $handle->push_write("\$" . pack('Cn', $channel, length $packet) . $packet);
});

$player->add_around_method_modifier(handle_request => sub {
    my ($next, $self) = @_;
    my $given = $self->get_req_header('Authorization') // '';
    return $self->$next if !$login || uc($self->current_method) eq 'OPTIONS' || $given eq 'Basic ' . encode_base64($login, '');
    $self->add_resp_header('WWW-Authenticate', 'Basic realm="camera"');
    $self->push_response(401, 'Unauthorized');
    $self->reset;
});

# Players report on what they received inside the connection too; the server reads lines and would trip over that.
$player->add_around_method_modifier(h => sub {
    my ($next, $self, @handle) = @_;
    if (@handle) {
        my $read = $handle[0]{on_read};
        $handle[0]->on_read(sub {
            my ($handle) = @_;
            while (substr($handle->{rbuf}, 0, 1) eq '$') {
                return if length $handle->{rbuf} < 4;
                my $length = 4 + unpack('n', substr($handle->{rbuf}, 2, 2));
                return if length $handle->{rbuf} < $length;
                substr($handle->{rbuf}, 0, $length, '');
            }
            $read->($handle) if length $handle->{rbuf};
        });
    }
    return $self->$next(@handle);
});

RTSP::Server::Source::Connection->meta->add_after_method_modifier(record => sub {
    my ($self) = @_;
    print 'recording ', $self->get_mount_path, "\n";
});

# A key frame comes as one burst of packets; the system's usual buffer holds fewer than a hundred.
RTSP::Server::RTPListener->meta->add_after_method_modifier(listen => sub {
    my ($self) = @_;
    my $force = 33;    # SO_RCVBUFFORCE
    setsockopt($self->socket, SOL_SOCKET, $force, 4 << 20) or setsockopt($self->socket, SOL_SOCKET, SO_RCVBUF, 4 << 20);
});

$RTSP::Server::RTP_START_PORT = $rtp;
my $server = RTSP::Server->new(
    client_listen_port => $players, client_listen_address => '127.0.0.1',
    source_listen_port => $publishers, source_listen_address => '127.0.0.1',
    rtp_start_port => $rtp, log_level => 1,
);
$server->listen;
print "listening\n";

my $end = AnyEvent->condvar;
my $stdin = AnyEvent->io(fh => \*STDIN, poll => 'r', cb => sub { $end->send unless sysread STDIN, my $ignored, 4096 });
$end->recv;
