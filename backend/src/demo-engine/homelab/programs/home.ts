import { plainTime, program, unixSeconds } from './program.ts';

const ROOMS = ['Wohnzimmer', 'Küche', 'Schlafzimmer', 'Büro', 'Flur'];

export const homeAssistant = program({
  everySeconds: 19,
  starting: [
    '[s6-init] making user provided files available at /var/run/s6/etc...exited 0.',
    '[19:04:11] INFO: Starting Home Assistant 2026.6.1',
  ],
  sayings: [
    {
      weight: 4,
      text: (c) =>
        `\u001b[33m${plainTime(c)}.${c.random.whole(100, 999)} WARNING (MainThread) [homeassistant.helpers.entity] Update of sensor.${c.random.pick(['power_meter', 'pv_inverter', 'boiler'])} is taking over 10 seconds\u001b[0m`,
    },
    {
      weight: 3,
      text: (c) =>
        `${plainTime(c)}.${c.random.whole(100, 999)} INFO (MainThread) [homeassistant.components.automation.licht_${c.random.pick(ROOMS).toLowerCase()}] Licht ${c.random.pick(ROOMS)}: Running automation actions`,
    },
    {
      weight: 0.7,
      stream: 'stderr',
      text: (c) => [
        `\u001b[31m${plainTime(c)}.${c.random.whole(100, 999)} ERROR (MainThread) [homeassistant.components.tuya] Error fetching data`,
        'Traceback (most recent call last):',
        '  File "/usr/src/homeassistant/homeassistant/helpers/update_coordinator.py", line 379, in _async_refresh',
        '    self.data = await self._async_update_data()',
        'aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host openapi.tuyaeu.com:443 ssl:default [Connect call failed]\u001b[0m',
      ],
    },
  ],
});

export const mosquitto = program({
  everySeconds: 30,
  starting: [
    'mosquitto version 2.0.22 starting',
    'Config loaded from /mosquitto/config/mosquitto.conf.',
    'mosquitto version 2.0.22 running',
  ],
  sayings: [
    {
      weight: 3,
      text: (c) =>
        `${unixSeconds(c)}: New client connected from 172.22.0.${c.random.whole(2, 9)}:${c.random.whole(32_000, 60_000)} as mqttjs_${c.random.hex(8)} (p2, c1, k60, u'zigbee').`,
    },
    { weight: 3, text: (c) => `${unixSeconds(c)}: Client mqttjs_${c.random.hex(8)} closed its connection.` },
    {
      weight: 1,
      text: (c) => `${unixSeconds(c)}: Saving in-memory database to /mosquitto/data//mosquitto.db.`,
    },
  ],
});

export const zigbee2mqtt = program({
  everySeconds: 3.5,
  starting: [
    'info: z2m: Starting Zigbee2MQTT version 2.6.0 (commit #8cde2d2f)',
    'info: z2m: zigbee-herdsman started (resumed)',
    'info: z2m: Zigbee2MQTT started!',
  ],
  sayings: [
    {
      weight: 8,
      text: (c) =>
        `[${plainTime(c)}] info: \tz2m:mqtt: MQTT publish: topic 'zigbee2mqtt/${c.random.pick(ROOMS)} Thermometer', payload '{"battery":${c.random.whole(40, 100)},"humidity":${c.random.between(38, 61).toFixed(2)},"linkquality":${c.random.whole(40, 180)},"temperature":${c.random.between(18, 25).toFixed(2)}}'`,
    },
    {
      weight: 3,
      text: (c) =>
        `[${plainTime(c)}] info: \tz2m:mqtt: MQTT publish: topic 'zigbee2mqtt/${c.random.pick(ROOMS)} Bewegung', payload '{"occupancy":${c.random.chance(0.5)},"illuminance":${c.random.whole(0, 900)}}'`,
    },
    {
      weight: 1,
      text: (c) =>
        `[${plainTime(c)}] warning: \tz2m: Failed to ping '${c.random.pick(ROOMS)} Lampe' (attempt 1/2, ZCL command 0x${c.random.hex(16)}/11 genBasic.read(["zclVersion"]) failed)`,
    },
  ],
});
