export { startDemoEngine, type DemoEngine } from './demo-engine.ts';
